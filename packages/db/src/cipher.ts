/** AES-256-GCM with a 96-bit nonce and a 128-bit tag appended (NIST SP 800-38D). Synchronous on Node, not in workerd. */
export interface Cipher {
  encrypt(key: Uint8Array<ArrayBuffer>, input: CipherInput): Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;
  /** Throws when key, nonce, additional data or ciphertext do not belong together. */
  decrypt(key: Uint8Array<ArrayBuffer>, input: CipherInput): Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;
}

export interface CipherInput {
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly additionalData: Uint8Array<ArrayBuffer>;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** The name of this type is global in workerd and browsers, but not in Node's types. */
type ImportedKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** The cipher where only WebCrypto is at hand. */
export function webCipher(): Cipher {
  const imported = new WeakMap<Uint8Array, Promise<ImportedKey>>();
  const keyFor = (key: Uint8Array<ArrayBuffer>): Promise<ImportedKey> => {
    const known = imported.get(key);
    if (known) return known;
    const made = crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]);
    imported.set(key, made);
    return made;
  };
  const parameters = ({ nonce, additionalData }: CipherInput) => ({ name: "AES-GCM", iv: nonce, additionalData });
  return {
    async encrypt(key, input) {
      return new Uint8Array(await crypto.subtle.encrypt(parameters(input), await keyFor(key), input.data));
    },
    async decrypt(key, input) {
      return new Uint8Array(await crypto.subtle.decrypt(parameters(input), await keyFor(key), input.data));
    },
  };
}
