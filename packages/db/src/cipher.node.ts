import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from "node:crypto";
import type { Cipher } from "./cipher.ts";

const TAG_BYTES = 16;

/** The cipher on Node: synchronous, five times as fast as WebCrypto for values as short as tokens. */
export function nodeCipher(): Cipher {
  const taken = new WeakMap<Uint8Array, KeyObject>();
  // Taking a key in costs three times what it does to seal a token.
  const keyFor = (key: Uint8Array): KeyObject => {
    const known = taken.get(key) ?? createSecretKey(key);
    taken.set(key, known);
    return known;
  };
  return {
    encrypt(key, { nonce, additionalData, data }) {
      const cipher = createCipheriv("aes-256-gcm", keyFor(key), nonce).setAAD(additionalData);
      return new Uint8Array(Buffer.concat([cipher.update(data), cipher.final(), cipher.getAuthTag()]));
    },
    decrypt(key, { nonce, additionalData, data }) {
      const tag = data.subarray(data.length - TAG_BYTES);
      const decipher = createDecipheriv("aes-256-gcm", keyFor(key), nonce).setAAD(additionalData).setAuthTag(tag);
      return new Uint8Array(
        Buffer.concat([decipher.update(data.subarray(0, data.length - TAG_BYTES)), decipher.final()]),
      );
    },
  };
}
