import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { readEnvironment } from "./environment.ts";
import { openKeyRing } from "./key-ring-file.ts";

let folder: string;
let logged: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "grantry-keyring-"));
  logged = [];
});

const log = (_level: string, event: string) => void logged.push(event);
const given = { isAnythingSealed: async () => false, log };
const opened = () => openKeyRing({ ...readEnvironment({}), dataFolder: folder }, given);
const newKey = (id: string) => ({ id, key: new Uint8Array(randomBytes(32)) });

test("what one process writes another one reads, without being started anew", async () => {
  const [one, other] = [await opened(), await opened()];
  one.file?.write([...one.keyRing.keys, newKey("k2")]);
  expect(other.keyRing.keys.map(({ id }) => id)).toEqual(["k1", "k2"]);
  expect(other.keyRing.keys).toBe(other.keyRing.keys);
});

test("a ring is replaced whole, readable by its owner alone, and leaves nothing beside it", async () => {
  const { file, keyRing } = await opened();
  file?.write([newKey("k2"), ...keyRing.keys]);
  expect(statSync(join(folder, "keyring")).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["keyring"]);
  expect(readFileSync(join(folder, "keyring"), "utf8")).toMatch(/^k2:[\w-]{43},k1:[\w-]{43}\n$/);
});

test("a file that someone spoilt does not take the keys from a running host", async () => {
  const { keyRing } = await opened();
  writeFileSync(join(folder, "keyring"), "nonsense");
  expect(keyRing.keys.map(({ id }) => id)).toEqual(["k1"]);
  expect(logged).toEqual(["key-ring.unreadable"]);
});

test("a ring from the environment has no file that could be written", async () => {
  const environment = readEnvironment({ GRANTRY_KEYS: `k9:${randomBytes(32).toString("base64")}` });
  const { file, keyRing } = await openKeyRing({ ...environment, dataFolder: folder }, given);
  expect(file).toBeNull();
  expect(keyRing.keys.map(({ id }) => id)).toEqual(["k9"]);
});
