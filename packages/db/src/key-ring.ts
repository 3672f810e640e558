import { type Secret, secret } from "@grantry/schema";
import { fromBase64, hashOf, toBase64Url } from "./base64.ts";
import type { Cipher } from "./cipher.ts";
import type { Sealed } from "./sealed.ts";

const KEY_BYTES = 32;
const NONCE_BYTES = 12;

export interface RingKey {
  readonly id: string;
  readonly key: Uint8Array<ArrayBuffer>;
}

/**
 * The keys that seal what is stored: the first seals, all open. A host may learn keys while it runs, so `keys` is read
 * anew each time.
 */
export interface KeyRing {
  readonly keys: readonly RingKey[];
  readonly cipher: Cipher;
}

/** A key as it may be told of. */
export interface HeldKey {
  readonly id: string;
  /** Two keys of one name are not taken for the same. */
  readonly fingerprint: string;
}

/** Where a sealed value lives. It opens nowhere else. */
export interface Cell {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

export class KeyRingError extends Error {
  override readonly name = "KeyRingError";
}

/**
 * Reads `id:base64[,id:base64…]`, each key 32 bytes.
 * @throws KeyRingError that says which entry is wrong and what it takes, never a key.
 */
export function readKeyRing(text: string, cipher: Cipher): KeyRing {
  const keys = text
    .trim()
    .split(/\s*,\s*/)
    .map((entry, index) => {
      const [, id, encoded] = /^([A-Za-z0-9_-]{1,40}):([A-Za-z0-9+/_-]+={0,2})$/.exec(entry) ?? [];
      if (!id || !encoded) throw new KeyRingError(`entry ${index + 1} is not of the form id:base64`);
      const key = fromBase64(encoded);
      if (key?.length !== KEY_BYTES) {
        throw new KeyRingError(`key “${id}” has ${key ? key.length : "no readable"} bytes, it takes ${KEY_BYTES}`);
      }
      return { id, key };
    });
  const twice = keys.find(({ id }, index) => keys.findIndex((other) => other.id === id) !== index);
  if (twice) throw new KeyRingError(`key id “${twice.id}” stands twice`);
  return { keys, cipher };
}

/** A ring as {@link readKeyRing} reads it. */
export function writeKeyRing(keys: readonly RingKey[]): Secret<string> {
  return secret(keys.map(({ id, key }) => `${id}:${toBase64Url(key)}`).join(","));
}

/** The keys of a ring as they may be told of: what stands for the key is cut from its SHA-256. */
export async function heldKeys(ring: Pick<KeyRing, "keys">): Promise<HeldKey[]> {
  return Promise.all(
    ring.keys.map(async ({ id, key }) => ({ id, fingerprint: (await hashOf(toBase64Url(key))).slice(0, 12) })),
  );
}

/** Seals a text for one cell: `v1.<key id>.<nonce>.<ciphertext>`, the latter two base64url. */
export async function seal(ring: KeyRing, cell: Cell, text: Secret<string>): Promise<Sealed> {
  const [first] = ring.keys;
  if (!first) throw new KeyRingError("the key ring is empty");
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const data = await ring.cipher.encrypt(first.key, {
    nonce,
    additionalData: additionalDataOf(cell),
    data: new TextEncoder().encode(text.reveal()),
  });
  return `v1.${first.id}.${toBase64Url(nonce)}.${toBase64Url(data)}` as Sealed; // the one place that makes one
}

/**
 * Opens what {@link seal} made for this very cell.
 * @throws KeyRingError when the key is not in the ring, or the value was changed or moved from another cell.
 */
export async function open(ring: KeyRing, cell: Cell, value: Sealed): Promise<Secret<string>> {
  const [version, id, nonce, data] = value.split(".");
  if (version !== "v1" || !nonce || !data) throw new KeyRingError(`${nameOf(cell)} is not a sealed value`);
  const entry = ring.keys.find((key) => key.id === id);
  if (!entry) throw new KeyRingError(`${nameOf(cell)} is sealed with key “${id}”, which the key ring does not hold`);
  const input = { nonce: fromBase64(nonce), data: fromBase64(data) };
  if (!input.nonce || !input.data) throw new KeyRingError(`${nameOf(cell)} is not a sealed value`);
  try {
    const text = await ring.cipher.decrypt(entry.key, {
      nonce: input.nonce,
      data: input.data,
      additionalData: additionalDataOf(cell),
    });
    return secret(new TextDecoder().decode(text));
  } catch (cause) {
    throw new KeyRingError(`${nameOf(cell)} does not open with key “${id}”`, { cause });
  }
}

/** {@link seal}, where there may be nothing to seal. */
export async function sealOptional(ring: KeyRing, cell: Cell, text: Secret<string> | null): Promise<Sealed | null> {
  return text === null ? null : seal(ring, cell, text);
}

/** {@link open}, where there may be nothing to open. */
export async function openOptional(ring: KeyRing, cell: Cell, value: Sealed | null): Promise<Secret<string> | null> {
  return value === null ? null : open(ring, cell, value);
}

function nameOf({ table, column, row }: Cell): string {
  return `${table}/${column}/${row}`;
}

function additionalDataOf(cell: Cell): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(nameOf(cell));
}
