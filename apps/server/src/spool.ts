import { existsSync, mkdirSync } from "node:fs";
import { open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Spool } from "@grantry/core";
import type { Sealed } from "@grantry/db";

const ENTRY = ".answer";
const HALF_WRITTEN = ".part";

/**
 * The spool as files in a folder, one an answer, sealed, readable by this user alone. An entry is on disk, its name
 * too, before `keep` resolves; one that was being written when the power went is not there.
 */
export function openSpool(folder: string): Spool {
  const pathOf = (id: string, ending: string) => join(folder, `${id}${ending}`);
  return {
    async keep(id, sealed) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      await writeThrough(pathOf(id, HALF_WRITTEN), sealed);
      await rename(pathOf(id, HALF_WRITTEN), pathOf(id, ENTRY));
      await syncFolder(folder);
    },
    forget: (id) => rm(pathOf(id, ENTRY), { force: true }),
    async entries(configId) {
      if (!existsSync(folder)) return []; // asked before each refresh, and hardly ever anything is kept
      const names = await namesIn(folder);
      const wanted = names.filter((name) => name.endsWith(ENTRY) && name.startsWith(configId ? `${configId}.` : ""));
      const entries = await Promise.all(
        wanted.sort(byTime).map(async (name) => {
          const sealed = await readFile(join(folder, name), "utf8").catch(ifMissing);
          return sealed === undefined ? [] : [{ id: name.slice(0, -ENTRY.length), sealed: sealed as Sealed }]; // as kept
        }),
      );
      return entries.flat();
    },
  };
}

async function writeThrough(path: string, text: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(ifMissing)) ?? [];
}

/** What follows the configuration's id is a UUIDv7. */
function byTime(one: string, other: string): number {
  const [a = "", b = ""] = [one, other].map((name) => name.split(".")[1]);
  return a < b ? -1 : 1;
}

/** Another process may have replayed an entry, or there was never one. */
function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
