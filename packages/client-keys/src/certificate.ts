import { type BaseBlock, BaseStringBlock, Constructed, UTCTime } from "asn1js";
import { der, NotAsn1, oidOf, parse, part, partsOf } from "./asn1.ts";
import { toBase64, toBase64Url } from "./base64.ts";

/** A certificate as it is kept beside its key. */
export interface Certificate {
  /** DER, base64. */
  readonly der: string;
  readonly subject: string;
  /** When it ends, ms. */
  readonly expiresAt: number;
  /** base64url: `x5t` and `x5t#S256`. */
  readonly thumbprintSha1: string;
  readonly thumbprintSha256: string;
}

const shortNames: Readonly<Record<string, string>> = {
  "2.5.4.3": "CN",
  "2.5.4.6": "C",
  "2.5.4.7": "L",
  "2.5.4.8": "ST",
  "2.5.4.10": "O",
  "2.5.4.11": "OU",
  "0.9.2342.19200300.100.1.25": "DC",
};

/** Tag class of a part that has a number in place of a type. */
const CONTEXT = 3;

/**
 * Reads a certificate, and the public key that it is for.
 * @throws NotAsn1
 * @see RFC 5280 §4.1
 */
export async function readCertificate(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ certificate: Certificate; publicKey: Uint8Array<ArrayBuffer> }> {
  const fields = partsOf(part(parse(bytes), 0));
  const hasVersion = fields[0] instanceof Constructed && fields[0].idBlock.tagClass === CONTEXT;
  const [, , , validity, subject, publicKey] = hasVersion ? fields.slice(1) : fields;
  if (!validity || !subject || !publicKey) throw new NotAsn1("the certificate is incomplete");
  const digest = async (hash: string) => toBase64Url(new Uint8Array(await crypto.subtle.digest(hash, bytes)));
  const certificate = {
    der: toBase64(bytes),
    subject: nameText(subject),
    expiresAt: timeOf(part(validity, 1)),
    thumbprintSha1: await digest("SHA-1"),
    thumbprintSha256: await digest("SHA-256"),
  };
  return { certificate, publicKey: der(publicKey) };
}

/** `CN=desk, O=Example`, for people. */
function nameText(name: BaseBlock): string {
  return partsOf(name)
    .flatMap(partsOf)
    .map((attribute) => {
      const [type, value] = [oidOf(part(attribute, 0)), part(attribute, 1)];
      return `${shortNames[type] ?? type}=${value instanceof BaseStringBlock ? value.getValue() : "…"}`;
    })
    .join(", ");
}

function timeOf(block: BaseBlock): number {
  if (!(block instanceof UTCTime)) throw new NotAsn1("the certificate has no end"); // GeneralizedTime is one as well
  return block.toDate().getTime();
}
