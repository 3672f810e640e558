import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type KeyRing, KeyRingError, readKeyRing } from "@grantry/db";
import { nodeCipher } from "@grantry/db/node";
import { type Environment, EnvironmentError } from "./environment.ts";

/** The key ring of this deployment, and whether it was made just now. */
export interface OpenedKeyRing {
  readonly keyRing: KeyRing;
  /** The file that was made; back it up: without it nothing that is stored opens. */
  readonly madeAt: string | null;
}

/**
 * The key ring from GRANTRY_KEYS, else from its file. A new one is made only for a new database: in place of a missing
 * one it would lock everything that is stored.
 * @throws EnvironmentError
 */
export function openKeyRing(environment: Environment, database: "new" | "existing"): OpenedKeyRing {
  if (environment.keys) return { keyRing: parse("GRANTRY_KEYS", environment.keys.reveal()), madeAt: null };
  const path = join(environment.dataFolder, "keyring");
  if (existsSync(path)) return { keyRing: parse(path, readFileSync(path, "utf8")), madeAt: null };
  if (database === "existing") {
    throw new EnvironmentError(
      `The key ring ${path} is missing, but the database exists. Restore the file from its backup, or set GRANTRY_KEYS; a new key would not open what is stored.`,
    );
  }
  const text = `k1:${randomBytes(32).toString("base64")}`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, `${text}\n`, { mode: 0o600, flag: "wx" });
  return { keyRing: parse(path, text), madeAt: path };
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
