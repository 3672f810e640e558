import { type BaseBlock, Integer, Null, ObjectIdentifier, OctetString, Sequence } from "asn1js";
import { bytesOf, der, parse, part, partsOf } from "./asn1.ts";
import { fromBase64 } from "./base64.ts";
import { ClientKeyRefused } from "./faults.ts";
import { openLocked } from "./password-based.ts";
import { clientKeyOf, orDamaged, type ReadClientKey } from "./private-key.ts";

const TO_PKCS8 = "openssl pkcs8 -topk8 -v2 aes256 -in KEY -out NEW";

interface PemBlock {
  /** `PRIVATE KEY` and the like. */
  readonly label: string;
  readonly text: string;
}

/**
 * Reads a private key, and its certificate where it is there, from PEM: PKCS#8 plain or locked (PBES2), PKCS#1, SEC 1.
 * @throws ClientKeyRefused
 * @see RFC 7468, RFC 5958
 */
export async function readPem(text: string, passphrase: string, now: number): Promise<ReadClientKey> {
  const blocks = blocksOf(text);
  if (blocks.length === 0) throw new ClientKeyRefused(/^ssh-|openssh/i.test(text) ? "openssh" : "no-pem");
  const keys = blocks.filter(({ label }) => label.endsWith("PRIVATE KEY"));
  const [key] = keys;
  if (!key) {
    throw new ClientKeyRefused("no-private-key", { found: [...new Set(blocks.map(({ label }) => label))].join(", ") });
  }
  if (keys.length > 1) throw new ClientKeyRefused("several-private-keys", { count: String(keys.length) });
  return orDamaged(async () => {
    const certificates = blocks.filter(({ label }) => label === "CERTIFICATE").map(contentOf);
    return clientKeyOf(await pkcs8Of(key, passphrase), certificates, now);
  });
}

function blocksOf(text: string): PemBlock[] {
  // Inside stand no five hyphens (RFC 7468 §3): a block without an end is given up at the next beginning.
  const pattern = /-----BEGIN ([A-Z0-9 ]+)-----((?:(?!-----)[\s\S])*)-----END \1-----/g;
  return [...text.matchAll(pattern)].map(([, label = "", inside = ""]) => ({ label, text: inside }));
}

function contentOf({ text }: PemBlock): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64(text);
  if (!bytes || bytes.length === 0) throw new ClientKeyRefused("damaged");
  return bytes;
}

async function pkcs8Of(block: PemBlock, passphrase: string): Promise<Uint8Array<ArrayBuffer>> {
  if (block.text.includes("ENCRYPTED")) throw new ClientKeyRefused("old-encryption", { command: TO_PKCS8 });
  switch (block.label) {
    case "PRIVATE KEY":
      return contentOf(block);
    case "ENCRYPTED PRIVATE KEY": {
      const [algorithm, content] = partsOf(parse(contentOf(block)));
      if (!algorithm || !content) throw new ClientKeyRefused("damaged");
      return openLocked({ algorithm, content: bytesOf(content) }, passphrase, TO_PKCS8);
    }
    case "RSA PRIVATE KEY":
      return asPkcs8([new ObjectIdentifier({ value: "1.2.840.113549.1.1.1" }), new Null()], contentOf(block));
    case "EC PRIVATE KEY": {
      const bytes = contentOf(block);
      const curve = part(part(parse(bytes), 2), 0); // [0] of ECPrivateKey (RFC 5915 §3)
      return asPkcs8([new ObjectIdentifier({ value: "1.2.840.10045.2.1" }), curve], bytes);
    }
    case "OPENSSH PRIVATE KEY":
      throw new ClientKeyRefused("openssh");
    default:
      throw new ClientKeyRefused("key-kind");
  }
}

/** An older kind of key in the frame of PKCS#8 (RFC 5958 §2). */
function asPkcs8(algorithm: BaseBlock[], key: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const identifier = new Sequence({ value: algorithm });
  return der(new Sequence({ value: [new Integer({ value: 0 }), identifier, new OctetString({ valueHex: key })] }));
}
