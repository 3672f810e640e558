import * as z from "zod";
import { instant } from "./route.ts";
import type { Secret } from "./secret.ts";

/** How an assertion is signed (RFC 7518 §3.1): by what the key is. */
export const signingAlgorithms = ["RS256", "ES256", "ES384"] as const;
export type SigningAlgorithm = (typeof signingAlgorithms)[number];

/** A key with which a client proves itself (RFC 7523 §2.2), or signs for a service account (§2.1). */
export interface ClientKey {
  /** PKCS#8, DER, base64. */
  readonly privateKey: Secret<string>;
  readonly algorithm: SigningAlgorithm;
  /** `kid`, where the provider knows the key by one. */
  readonly keyId: string | null;
  /** Thumbprints of its certificate, base64url: `x5t` and `x5t#S256` (RFC 7515 §4.1.7, §4.1.8). */
  readonly thumbprints: { readonly sha1: string; readonly sha256: string } | null;
}

/** What an app registration proves itself with, each in the order in which it is tried. */
export interface ClientCredentials {
  readonly clientSecrets: readonly Secret<string>[];
  readonly clientKeys: readonly ClientKey[];
}

const passphrase = z.string().max(1000).default("").describe("what the file is locked with; empty: it is not");

/** A key on its way in. Files are read here; what they hold beside key and certificate is not kept. */
export const clientKeyInput = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("made").describe("a key pair and a self-signed certificate, made here"),
      years: z.int().min(1).max(5).default(2).describe("how long the certificate holds"),
    }),
    z.strictObject({
      kind: z.literal("pem"),
      pem: z.string().min(1, "required").max(200_000).describe("the private key, its certificate too where it has one"),
      passphrase,
    }),
    z.strictObject({
      kind: z.literal("pkcs12"),
      pkcs12: z.base64().min(1, "required").max(200_000).describe("the .pfx or .p12 file, base64"),
      passphrase,
    }),
    z.strictObject({
      kind: z.literal("service-account"),
      json: z.string().min(1, "required").max(50_000).describe("the key file of a Google service account"),
    }),
  ])
  .meta({ id: "ClientKeyInput" });
export type ClientKeyInput = z.infer<typeof clientKeyInput>;

/** A key as it may be shown: everything but the private part. */
export const clientKeyView = z
  .object({
    id: z.string(),
    algorithm: z.enum(signingAlgorithms),
    keyId: z.string().nullable(),
    subject: z.string().nullable().describe("of its certificate"),
    thumbprint: z.string().nullable().describe("SHA-1 of the certificate in hex, as Entra shows it"),
    certificate: z.string().nullable().describe("PEM, to register at the provider"),
    publicKey: z
      .record(z.string(), z.string())
      .describe("JWK, for providers that take a key in place of a certificate"),
    createdAt: instant,
    expiresAt: instant.nullable(),
  })
  .meta({ id: "ClientKey" });
export type ClientKeyView = z.infer<typeof clientKeyView>;
