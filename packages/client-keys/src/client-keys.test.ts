import { generateKeyPairSync, sign, verify, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ClientKeyRefused } from "./faults.ts";
import { makeClientKey } from "./make.ts";
import { readPem } from "./pem.ts";
import { readPkcs12 } from "./pkcs12.ts";
import type { ReadClientKey } from "./private-key.ts";
import { readServiceAccount } from "./service-account.ts";

const NOW = Date.UTC(2026, 10, 25);
const file = (name: string) => readFileSync(new URL(`../samples/${name}`, import.meta.url));
const pem = (name: string) => file(name).toString("utf8");
const pkcs12 = (name: string) => file(name).toString("base64");

/** The refusal of a file, by its word and what fills it. */
async function refusal(reading: Promise<unknown>): Promise<unknown[]> {
  const error: unknown = await reading.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ClientKeyRefused)) throw new Error(`refused otherwise: ${String(error)}`);
  return [error.fault, error.parameters];
}

/** Whether what the private key signs, the certificate or the public key verifies: by Node's own library. */
function signs({ privateKey, certificate, publicKey }: ReadClientKey): boolean {
  const der = Buffer.from(privateKey.reveal(), "base64");
  const signature = sign("sha256", Buffer.from("desk"), { key: der, format: "der", type: "pkcs8" });
  const key = certificate
    ? new X509Certificate(Buffer.from(certificate.der, "base64")).publicKey
    : ({ key: { ...publicKey }, format: "jwk" } as const);
  return verify("sha256", Buffer.from("desk"), key, signature);
}

test.each(["rsa", "ec"])(
  "a PEM with %s key and certificate is read, with the thumbprints that the provider shows",
  async (kind) => {
    const read = await readPem(pem(`${kind}.pem`), "", NOW);
    const own = new X509Certificate(pem(`${kind}.pem`).slice(pem(`${kind}.pem`).indexOf("-----BEGIN CERT")));
    const hex = Buffer.from(read.certificate?.thumbprintSha1 ?? "", "base64url")
      .toString("hex")
      .toUpperCase();
    expect(hex).toBe(own.fingerprint.replaceAll(":", ""));
    expect(
      Buffer.from(read.certificate?.thumbprintSha256 ?? "", "base64url")
        .toString("hex")
        .toUpperCase(),
    ).toBe(own.fingerprint256.replaceAll(":", ""));
    expect(read.certificate?.expiresAt).toBe(Date.parse(own.validTo));
    expect(read).toMatchObject({ algorithm: kind === "rsa" ? "RS256" : "ES256", keyId: null });
    expect(signs(read)).toBe(true);
  },
);

test.each([
  ["PKCS#1", "rsa-pkcs1.pem", ""],
  ["SEC 1", "ec-sec1.pem", ""],
  ["PKCS#8 locked by AES", "locked.pem", "correct"],
])("a key alone is read from %s, and named by its own thumbprint (RFC 7638)", async (_kind, name, passphrase) => {
  const read = await readPem(pem(name), passphrase, NOW);
  expect(read.certificate).toBeNull();
  expect(read.keyId).toMatch(/^[\w-]{43}$/);
  expect(Object.keys(read.publicKey)).not.toContain("d");
  expect(signs(read)).toBe(true);
});

test.each(["rsa.p12", "ec.p12"])("%s gives key and certificate", async (name) => {
  const read = await readPkcs12(pkcs12(name), "correct", NOW);
  expect(read.certificate?.subject).toMatch(/^CN=desk/);
  expect(signs(read)).toBe(true);
});

test.each([
  ["no PEM at all", () => readPem("just words", "", NOW), "no-pem"],
  [
    "a certificate alone",
    () => readPem(pem("rsa.pem").slice(pem("rsa.pem").indexOf("-----BEGIN CERT")), "", NOW),
    "no-private-key",
  ],
  ["two keys", () => readPem(pem("rsa.pem") + pem("ec.pem"), "", NOW), "several-private-keys"],
  ["a public key of ssh", () => readPem("ssh-rsa AAAA desk", "", NOW), "openssh"],
  ["a key locked in the old way", () => readPem(pem("old-locked.pem"), "correct", NOW), "old-encryption"],
  ["a locked key without a passphrase", () => readPem(pem("locked.pem"), "", NOW), "passphrase-needed"],
  ["a locked key with another passphrase", () => readPem(pem("locked.pem"), "wrong", NOW), "passphrase-wrong"],
  ["a key that was cut off", () => readPem(pem("rsa-pkcs1.pem").replace(/(?:\S{64}\n){8}/, ""), "", NOW), "damaged"],
  [
    "bytes that are none",
    () => readPem("-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----", "", NOW),
    "damaged",
  ],
  [
    "another key's certificate",
    () => readPem(pem("rsa-pkcs1.pem") + certificateOf("ec.pem"), "", NOW),
    "certificate-of-another-key",
  ],
  ["a certificate that ended", () => readPem(pem("rsa.pem"), "", Date.UTC(2200, 1, 1)), "certificate-ended"],
  ["a short key", () => readPem(keyPem("rsa", { modulusLength: 1024 }), "", NOW), "key-kind"],
  ["a key on another curve", () => readPem(keyPem("ec", { namedCurve: "P-521" }), "", NOW), "key-kind"],
  ["a PKCS#12 with another passphrase", () => readPkcs12(pkcs12("rsa.p12"), "wrong", NOW), "passphrase-wrong"],
  ["a PKCS#12 without one", () => readPkcs12(pkcs12("rsa.p12"), "", NOW), "passphrase-needed"],
  ["a PKCS#12 of the old kind", () => readPkcs12(pkcs12("old.p12"), "correct", NOW), "old-encryption"],
  ["a PEM where PKCS#12 is asked for", () => readPkcs12(btoa(pem("rsa.pem")), "correct", NOW), "no-pkcs12"],
  ["a PKCS#12 that was cut off", () => readPkcs12(pkcs12("rsa.p12").slice(0, 1200), "correct", NOW), "no-pkcs12"],
])("refuses %s", async (_what, read, fault) => {
  expect((await refusal(read()))[0]).toBe(fault);
});

test("a certificate of another key is named", async () => {
  const [, parameters] = await refusal(readPem(pem("rsa-pkcs1.pem") + certificateOf("ec.pem"), "", NOW));
  expect(parameters).toEqual({ subject: "CN=desk ec" });
});

test("a key pair made here comes with a certificate that others can read", async () => {
  const serial = new Uint8Array(16).fill(255);
  const made = await makeClientKey({ commonName: "Grantry desk", serial, now: NOW, expiresAt: NOW + 730 * 86_400_000 });
  const certificate = new X509Certificate(Buffer.from(made.certificate?.der ?? "", "base64"));
  expect(certificate.subject).toBe("CN=Grantry desk");
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(Date.parse(certificate.validTo)).toBe(NOW + 730 * 86_400_000);
  expect(signs(made)).toBe(true);
});

const account = {
  type: "service_account",
  client_email: "desk@project.iam.gserviceaccount.com",
  private_key: pem("rsa.pem").slice(0, pem("rsa.pem").indexOf("-----BEGIN CERT")),
  private_key_id: "abc123",
  token_uri: "https://oauth2.googleapis.com/token",
};

test("a service account's file gives its address, its token URL and its key", async () => {
  const read = await readServiceAccount(JSON.stringify(account), NOW);
  expect(read).toMatchObject({ clientId: account.client_email, tokenUrl: account.token_uri, key: { keyId: "abc123" } });
});

test.each([
  ["no JSON", "-----BEGIN PRIVATE KEY-----", ["not-json", {}]],
  ["a list", "[]", ["not-json", {}]],
  ["an OAuth client's file", JSON.stringify({ web: { client_id: "x" } }), ["oauth-client-file", {}]],
  ["a desktop client's file", JSON.stringify({ installed: {} }), ["oauth-client-file", {}]],
  [
    "a person's credentials",
    JSON.stringify({ type: "authorized_user" }),
    ["other-credentials-file", { type: "authorized_user" }],
  ],
  [
    "a file that was edited",
    JSON.stringify({ ...account, private_key_id: "" }),
    ["service-account-incomplete", { member: "private_key_id" }],
  ],
])("refuses %s in its place", async (_what, json, expected) => {
  expect(await refusal(readServiceAccount(json, NOW))).toEqual(expected);
});

function certificateOf(name: string): string {
  return pem(name).slice(pem(name).indexOf("-----BEGIN CERT"));
}

function keyPem(...kind: ["rsa", { modulusLength: number }] | ["ec", { namedCurve: string }]): string {
  const { privateKey } = kind[0] === "rsa" ? generateKeyPairSync("rsa", kind[1]) : generateKeyPairSync("ec", kind[1]);
  return String(privateKey.export({ format: "pem", type: "pkcs8" }));
}
