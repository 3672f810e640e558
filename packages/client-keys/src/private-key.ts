import { type Secret, type SigningAlgorithm, secret } from "@grantry/schema";
import { NotAsn1, oidOf, parse, part } from "./asn1.ts";
import { toBase64, toBase64Url } from "./base64.ts";
import { type Certificate, readCertificate } from "./certificate.ts";
import { ClientKeyRefused } from "./faults.ts";

/** A key that can be used, with the certificate that belongs to it where there is one. */
export interface ReadClientKey {
  /** PKCS#8, DER, base64. */
  readonly privateKey: Secret<string>;
  /** JWK. */
  readonly publicKey: Readonly<Record<string, string>>;
  readonly algorithm: SigningAlgorithm;
  /** `kid`; `null` where the certificate names it. */
  readonly keyId: string | null;
  readonly certificate: Certificate | null;
}

/** The public members of a JWK (RFC 7518 §6). */
type Jwk = Readonly<Partial<Record<"crv" | "e" | "kty" | "n" | "x" | "y", string>>>;

const RSA = "1.2.840.113549.1.1.1";
const EC = "1.2.840.10045.2.1";
const curves: Readonly<Record<string, SigningAlgorithm>> = {
  "1.2.840.10045.3.1.7": "ES256",
  "1.3.132.0.34": "ES384",
};
const importParameters = {
  RS256: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
  ES256: { name: "ECDSA", namedCurve: "P-256" },
  ES384: { name: "ECDSA", namedCurve: "P-384" },
} as const satisfies Record<SigningAlgorithm, object>;
const SHORTEST_RSA_BYTES = 256;

/**
 * A private key with the one of these certificates that belongs to it. Where there are certificates, one must, and it
 * must not have ended.
 * @param keyDer PKCS#8, DER
 * @throws ClientKeyRefused key-kind, damaged, certificate-of-another-key, certificate-ended
 */
export async function clientKeyOf(
  keyDer: Uint8Array<ArrayBuffer>,
  certificates: readonly Uint8Array<ArrayBuffer>[],
  now: number,
): Promise<ReadClientKey> {
  const algorithm = algorithmOf(keyDer);
  const publicKey = await publicKeyOf(keyDer, algorithm);
  const certificate = await certificateFor(publicKey, algorithm, certificates);
  if (certificate && certificate.expiresAt <= now) {
    const date = new Date(certificate.expiresAt).toISOString().slice(0, 10);
    throw new ClientKeyRefused("certificate-ended", { subject: certificate.subject, date });
  }
  return {
    privateKey: secret(toBase64(keyDer)),
    publicKey,
    algorithm,
    keyId: certificate ? null : await jwkThumbprint(publicKey),
    certificate,
  };
}

function algorithmOf(keyDer: Uint8Array): SigningAlgorithm {
  const identifier = part(parse(keyDer), 1);
  switch (oidOf(part(identifier, 0))) {
    case RSA:
      return "RS256";
    case EC: {
      const algorithm = curves[oidOf(part(identifier, 1))];
      if (algorithm) return algorithm;
    }
  }
  throw new ClientKeyRefused("key-kind");
}

async function publicKeyOf(
  keyDer: Uint8Array<ArrayBuffer>,
  algorithm: SigningAlgorithm,
): Promise<Record<string, string>> {
  let jwk: Jwk;
  try {
    const key = await crypto.subtle.importKey("pkcs8", keyDer, importParameters[algorithm], true, ["sign"]);
    jwk = (await crypto.subtle.exportKey("jwk", key)) as Jwk; // asked for by “jwk”
  } catch {
    throw new ClientKeyRefused("damaged");
  }
  if (algorithm === "RS256" && Math.ceil(((jwk.n?.length ?? 0) * 3) / 4) < SHORTEST_RSA_BYTES) {
    throw new ClientKeyRefused("key-kind");
  }
  return publicPart(jwk);
}

/** The members that make a public key, in the order in which its thumbprint is taken (RFC 7638 §3.2). */
function publicPart({ crv, e, kty, n, x, y }: Jwk): Record<string, string> {
  const members = Object.entries(kty === "RSA" ? { e, kty, n } : { crv, kty, x, y });
  return Object.fromEntries(members.filter((member): member is [string, string] => member[1] !== undefined));
}

/** @see RFC 7638 */
async function jwkThumbprint(publicKey: Readonly<Record<string, string>>): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(publicKey));
  return toBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

async function certificateFor(
  publicKey: Readonly<Record<string, string>>,
  algorithm: SigningAlgorithm,
  certificates: readonly Uint8Array<ArrayBuffer>[],
): Promise<Certificate | null> {
  const read = await Promise.all(certificates.map(readCertificate));
  for (const { certificate, publicKey: spki } of read) {
    if (JSON.stringify(await certifiedKey(spki, algorithm)) === JSON.stringify(publicKey)) return certificate;
  }
  const [other] = read;
  if (other) throw new ClientKeyRefused("certificate-of-another-key", { subject: other.certificate.subject });
  return null;
}

/** The public key of a certificate, where it is one of this kind. */
async function certifiedKey(
  spki: Uint8Array<ArrayBuffer>,
  algorithm: SigningAlgorithm,
): Promise<Record<string, string> | undefined> {
  try {
    const key = await crypto.subtle.importKey("spki", spki, importParameters[algorithm], true, ["verify"]);
    return publicPart((await crypto.subtle.exportKey("jwk", key)) as Jwk); // asked for by “jwk”
  } catch {
    return undefined; // of another kind: not this key's
  }
}

/** Turns what a file that can be taken apart no further has thrown into a refusal. */
export async function orDamaged<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof NotAsn1 ? new ClientKeyRefused("damaged") : error;
  }
}
