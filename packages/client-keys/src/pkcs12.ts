import type { BaseBlock } from "asn1js";
import { bytesOf, NotAsn1, oidOf, parse, part, partsOf } from "./asn1.ts";
import { fromBase64 } from "./base64.ts";
import { ClientKeyRefused } from "./faults.ts";
import { openLocked } from "./password-based.ts";
import { clientKeyOf, orDamaged, type ReadClientKey } from "./private-key.ts";

const DATA = "1.2.840.113549.1.7.1";
const ENCRYPTED_DATA = "1.2.840.113549.1.7.6";
const KEY_BAG = "1.2.840.113549.1.12.10.1.1";
const LOCKED_KEY_BAG = "1.2.840.113549.1.12.10.1.2";
const CERTIFICATE_BAG = "1.2.840.113549.1.12.10.1.3";
const TO_AES = "openssl pkcs12 -legacy -in OLD -nodes | openssl pkcs12 -export -out NEW";

/** Programs write two, one for keys and one for certificates. Each may be locked, and unlocking takes a second. */
const MOST_SAFES = 8;

interface Contents {
  /** As they lie there: opening is dear, and more than one is refused. */
  readonly keys: (() => Promise<Uint8Array<ArrayBuffer>>)[];
  readonly certificates: Uint8Array<ArrayBuffer>[];
}

/**
 * Reads the key and its certificate from a PKCS#12 file (.pfx, .p12) that is locked by AES, or not at all.
 * @param base64 the file
 * @throws ClientKeyRefused
 * @see RFC 7292 §4
 */
export async function readPkcs12(base64: string, passphrase: string, now: number): Promise<ReadClientKey> {
  const bytes = fromBase64(base64);
  if (!bytes) throw new ClientKeyRefused("no-pkcs12");
  const safe = safeOf(bytes);
  return orDamaged(async () => {
    const contents: Contents = { keys: [], certificates: [] };
    const safes = partsOf(parse(safe));
    if (safes.length > MOST_SAFES) throw new ClientKeyRefused("damaged");
    for (const info of safes) readSafe(parse(await safeContents(info, passphrase)), passphrase, contents);
    const [key] = contents.keys;
    if (!key) throw new ClientKeyRefused("no-private-key", { found: "CERTIFICATE" });
    if (contents.keys.length > 1) {
      throw new ClientKeyRefused("several-private-keys", { count: String(contents.keys.length) });
    }
    return clientKeyOf(await key(), contents.certificates, now);
  });
}

/** The file's AuthenticatedSafe; what has none is another kind of file. */
function safeOf(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  try {
    const info = part(parse(bytes), 1);
    if (oidOf(part(info, 0)) === DATA) return bytesOf(part(part(info, 1), 0));
  } catch (error) {
    if (!(error instanceof NotAsn1)) throw error;
  }
  throw new ClientKeyRefused("no-pkcs12");
}

async function safeContents(info: BaseBlock, passphrase: string): Promise<Uint8Array<ArrayBuffer>> {
  const content = part(part(info, 1), 0);
  switch (oidOf(part(info, 0))) {
    case DATA:
      return bytesOf(content);
    case ENCRYPTED_DATA: {
      const encrypted = part(content, 1);
      return openLocked({ algorithm: part(encrypted, 1), content: bytesOf(part(encrypted, 2)) }, passphrase, TO_AES);
    }
    default:
      throw new ClientKeyRefused("old-encryption", { command: TO_AES });
  }
}

function readSafe(safe: BaseBlock, passphrase: string, found: Contents): void {
  for (const bag of partsOf(safe)) {
    const value = part(part(bag, 1), 0);
    switch (oidOf(part(bag, 0))) {
      case KEY_BAG:
        found.keys.push(async () => new Uint8Array(value.toBER()));
        break;
      case LOCKED_KEY_BAG:
        found.keys.push(() =>
          openLocked({ algorithm: part(value, 0), content: bytesOf(part(value, 1)) }, passphrase, TO_AES),
        );
        break;
      case CERTIFICATE_BAG:
        found.certificates.push(bytesOf(part(part(value, 1), 0)));
        break;
    }
  }
}
