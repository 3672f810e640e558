import { createCipheriv, createDecipheriv } from "node:crypto";
import type { Cipher } from "./cipher.ts";

const TAG_BYTES = 16;

/** The cipher on Node: synchronous, five times as fast as WebCrypto for values as short as tokens. */
export function nodeCipher(): Cipher {
  return {
    encrypt(key, { nonce, additionalData, data }) {
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(additionalData);
      return new Uint8Array(Buffer.concat([cipher.update(data), cipher.final(), cipher.getAuthTag()]));
    },
    decrypt(key, { nonce, additionalData, data }) {
      const tag = data.subarray(data.length - TAG_BYTES);
      const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAAD(additionalData).setAuthTag(tag);
      return new Uint8Array(
        Buffer.concat([decipher.update(data.subarray(0, data.length - TAG_BYTES)), decipher.final()]),
      );
    },
  };
}
