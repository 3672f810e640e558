import type { ClientKey, SigningAlgorithm } from "@grantry/schema";

const importParameters = {
  RS256: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
  ES256: { name: "ECDSA", namedCurve: "P-256" },
  ES384: { name: "ECDSA", namedCurve: "P-384" },
} as const satisfies Record<SigningAlgorithm, object>;

/** A stored key as WebCrypto signs with it: it cannot be taken out again. */
export async function signingKey({ algorithm, privateKey }: ClientKey) {
  const der = Uint8Array.from(atob(privateKey.reveal()), (character) => character.charCodeAt(0));
  return crypto.subtle.importKey("pkcs8", der, importParameters[algorithm], false, ["sign"]);
}

/** By which names the provider finds the key that signed (RFC 7515 §4.1.4, §4.1.7, §4.1.8). */
export function keyNames({ keyId, thumbprints }: ClientKey): Record<string, string> {
  return {
    ...(keyId !== null && { kid: keyId }),
    ...(thumbprints && { x5t: thumbprints.sha1, "x5t#S256": thumbprints.sha256 }),
  };
}
