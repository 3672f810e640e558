import { generateKeyPairSync, verify } from "node:crypto";
import { type ClientKey, secret, type TokenConfigDocument } from "@grantry/schema";
import { expect, test } from "vitest";
import type { OutgoingAnswer } from "../send.ts";
import { answer, documentOf, providerThatGives, secrets } from "../testing/answers.ts";
import { requestTokenByJwtBearer } from "./jwt-bearer.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const key: ClientKey = {
  privateKey: secret(privateKey.export({ format: "der", type: "pkcs8" }).toString("base64")),
  algorithm: "RS256",
  keyId: "key-1",
  thumbprints: null,
};
const document = documentOf("google-service-account", {
  ClientID: "desk@project.iam.gserviceaccount.com",
  Grantry: { Subject: "support@example.com" },
});

function ask(answers: OutgoingAnswer[], clientKeys = [key], asked: TokenConfigDocument = document) {
  const provider = providerThatGives(...answers);
  const request = { document: asked, credentials: { ...secrets(), clientKeys }, now: () => 1_000_000_000 };
  return { provider, outcome: requestTokenByJwtBearer(provider.send, request) };
}

test("signs for the mailbox it acts for, and sends nothing else (RFC 7523 §2.1, §3)", async () => {
  const { outcome, provider } = ask([answer(200, { access_token: "at-1" })]);
  expect(await outcome).toMatchObject({ ok: true, token: { accountNames: ["support@example.com"] } });
  const body = Object.fromEntries(provider.bodies()[0] ?? []);
  expect(Object.keys(body)).toEqual(["assertion", "grant_type"]);
  expect(body["grant_type"]).toBe("urn:ietf:params:oauth:grant-type:jwt-bearer");
  const [header = "", claims = "", signature = ""] = body["assertion"]?.split(".") ?? [];
  const decode = (part: string): unknown => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  expect(decode(header)).toEqual({ alg: "RS256", typ: "JWT", kid: "key-1" });
  expect(decode(claims)).toMatchObject({
    iss: "desk@project.iam.gserviceaccount.com",
    sub: "support@example.com",
    aud: "https://oauth2.googleapis.com/token",
    scope: "https://mail.google.com/",
    iat: 999_970,
    exp: 1_000_300,
  });
  expect(verify("sha256", Buffer.from(`${header}.${claims}`), publicKey, Buffer.from(signature, "base64url"))).toBe(
    true,
  );
});

test("tries the next key where the provider refuses the assertion of the first", async () => {
  const { outcome, provider } = ask(
    [answer(400, { error: "invalid_grant" }), answer(200, { access_token: "at-1" })],
    [key, key],
  );
  expect((await outcome).ok).toBe(true);
  expect(provider.requests).toHaveLength(2);
});

test.each([
  [
    { error: "invalid_grant", error_description: "Invalid JWT Signature." },
    { class: "config", explanation: "assertion-refused" },
  ],
  [{ error: "unauthorized_client" }, { class: "provider-admin", explanation: "delegation-missing" }],
])(
  "the refusal %j is about the key, the subject or the delegation: nobody can sign in again",
  async (body, failure) => {
    expect(await ask([answer(400, body)]).outcome).toMatchObject({ ok: false, failure });
  },
);

test("without a key nothing is sent", async () => {
  expect(await ask([], []).outcome).toMatchObject({ ok: false, failure: { explanation: "no-client-key" } });
});
