import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { KeyRingFile, Log } from "@grantry/core";
import { type KeyRing, KeyRingError, type RingKey, readKeyRing, writeKeyRing } from "@grantry/db";
import { nodeCipher } from "@grantry/db/node";
import { type Environment, EnvironmentError } from "./environment.ts";

/** The key ring of this deployment, and whether it was made just now. */
export interface OpenedKeyRing {
  readonly keyRing: KeyRing;
  /** `null`: it comes from GRANTRY_KEYS. */
  readonly file: KeyRingFile | null;
  /** The file that was made; back it up: without it nothing that is stored opens. */
  readonly madeAt: string | null;
}

/**
 * The key ring from GRANTRY_KEYS, else from its file. A new one is made only while nothing is sealed: in place of a
 * missing one it would lock everything that is stored.
 * @throws EnvironmentError
 */
export async function openKeyRing(
  environment: Environment,
  { isAnythingSealed, log }: { isAnythingSealed: () => Promise<boolean>; log: Log },
): Promise<OpenedKeyRing> {
  if (environment.keys) {
    return { keyRing: parse("GRANTRY_KEYS", environment.keys.reveal()), file: null, madeAt: null };
  }
  const path = join(environment.dataFolder, "keyring");
  const isThere = existsSync(path);
  if (!isThere && (await isAnythingSealed())) {
    throw new EnvironmentError(
      `The key ring ${path} is missing, but the database holds sealed values. Restore the file from its backup, or set GRANTRY_KEYS; a new key would not open what is stored.`,
    );
  }
  if (!isThere) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, `k1:${randomBytes(32).toString("base64")}\n`, { mode: 0o600, flag: "wx" });
  }
  const file: KeyRingFile = { path, write: (keys) => replaceFile(path, keys) };
  return { keyRing: new FileKeyRing(path, log), file, madeAt: isThere ? null : path };
}

/** A ring that keeps up with its file: another process may rotate it. A look at the file's dates takes microseconds. */
class FileKeyRing implements KeyRing {
  readonly cipher = nodeCipher();
  readonly #path: string;
  readonly #log: Log;
  #stamp: string;
  #keys: readonly RingKey[];

  constructor(path: string, log: Log) {
    this.#path = path;
    this.#log = log;
    this.#stamp = stampOf(path);
    this.#keys = parse(path, readFileSync(path, "utf8")).keys;
  }

  get keys(): readonly RingKey[] {
    const stamp = stampOf(this.#path);
    if (stamp === this.#stamp) return this.#keys;
    this.#stamp = stamp;
    try {
      this.#keys = parse(this.#path, readFileSync(this.#path, "utf8")).keys;
    } catch (error) {
      // With the keys it has, this host still opens everything; a file by mistake empty or gone must not stop it.
      this.#log("error", "key-ring.unreadable", { path: this.#path, error: String(error) });
    }
    return this.#keys;
  }
}

function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true });
  return found ? `${found.ino}-${found.mtimeNs}-${found.size}` : "gone";
}

/** Whole or not at all: written beside, brought to the disk, put in its place. */
function replaceFile(path: string, keys: readonly RingKey[]): void {
  const beside = `${path}.${process.pid}`;
  const descriptor = openSync(beside, "w", 0o600);
  try {
    writeFileSync(descriptor, `${writeKeyRing(keys).reveal()}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(beside, path);
  const folder = openSync(dirname(path), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function parse(source: string, text: string): KeyRing {
  try {
    return readKeyRing(text, nodeCipher());
  } catch (error) {
    if (error instanceof KeyRingError) {
      throw new EnvironmentError(`${source}: ${error.message}. It takes id:base64[,id:base64…], each key 32 bytes.`, {
        cause: error,
      });
    }
    throw error;
  }
}
