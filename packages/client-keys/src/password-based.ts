import type { BaseBlock } from "asn1js";
import { Integer, Sequence } from "asn1js";
import { bytesOf, NotAsn1, oidOf, part, partsOf } from "./asn1.ts";
import { ClientKeyRefused } from "./faults.ts";

const PBES2 = "1.2.840.113549.1.5.13";
const PBKDF2 = "1.2.840.113549.1.5.12";

const hashes: Readonly<Record<string, string>> = {
  "1.2.840.113549.2.7": "SHA-1",
  "1.2.840.113549.2.9": "SHA-256",
  "1.2.840.113549.2.10": "SHA-384",
  "1.2.840.113549.2.11": "SHA-512",
};
const keyBits: Readonly<Record<string, number>> = {
  "2.16.840.1.101.3.4.1.2": 128,
  "2.16.840.1.101.3.4.1.22": 192,
  "2.16.840.1.101.3.4.1.42": 256,
};
/** More would hold the host up for seconds; what makes such files uses far fewer. */
const MOST_ITERATIONS = 2_000_000;

/**
 * Opens what PBES2 has locked: PBKDF2 and AES-CBC. Older ways (RC2, DES, which WebCrypto does not have) are refused.
 * @param convert the command that makes a file of today's kind
 * @throws ClientKeyRefused passphrase-needed, passphrase-wrong, old-encryption
 * @see RFC 8018 §6.2, A.2, A.4
 */
export async function openLocked(
  locked: { algorithm: BaseBlock; content: Uint8Array<ArrayBuffer> },
  passphrase: string,
  convert: string,
): Promise<Uint8Array<ArrayBuffer>> {
  if (oidOf(part(locked.algorithm, 0)) !== PBES2) throw new ClientKeyRefused("old-encryption", { command: convert });
  if (passphrase === "") throw new ClientKeyRefused("passphrase-needed");
  const [derivation, scheme] = partsOf(part(locked.algorithm, 1));
  const bits = keyBits[oidOf(part(scheme, 0))];
  const isPbkdf2 = oidOf(part(derivation, 0)) === PBKDF2;
  if (bits === undefined || !isPbkdf2) throw new ClientKeyRefused("old-encryption", { command: convert });
  const password = new TextEncoder().encode(passphrase);
  const base = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveKey"]);
  const aes = { name: "AES-CBC", length: bits };
  const key = await crypto.subtle.deriveKey(derivationOf(part(derivation, 1)), base, aes, false, ["decrypt"]);
  try {
    const iv = bytesOf(part(scheme, 1));
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-CBC", iv }, key, locked.content));
  } catch {
    throw new ClientKeyRefused("passphrase-wrong"); // the padding does not fit: it was another key
  }
}

function derivationOf(parameters: BaseBlock) {
  const [salt, iterations, ...others] = partsOf(parameters);
  if (!salt || !(iterations instanceof Integer)) throw new NotAsn1("PBKDF2 parameters are missing");
  if (iterations.valueBlock.valueDec > MOST_ITERATIONS) throw new ClientKeyRefused("damaged");
  const pseudoRandom = others.find((block) => block instanceof Sequence); // after a key length, which AES does not need
  const hash = hashes[pseudoRandom ? oidOf(part(pseudoRandom, 0)) : "1.2.840.113549.2.7"];
  if (hash === undefined) throw new ClientKeyRefused("damaged");
  return { name: "PBKDF2", salt: bytesOf(salt), iterations: iterations.valueBlock.valueDec, hash };
}
