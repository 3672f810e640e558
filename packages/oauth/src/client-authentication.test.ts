import { generateKeyPairSync, verify } from "node:crypto";
import { type ClientAuthentication, type ClientKey, secret, type TokenConfigDocument } from "@grantry/schema";
import { expect, test } from "vitest";
import { authenticateClient, clientProofs } from "./client-authentication.ts";
import { secrets } from "./testing/answers.ts";

const REQUEST = { audience: "https://login.example.com/token", now: 1_000_000_000 };
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const key: ClientKey = {
  privateKey: secret(privateKey.export({ format: "der", type: "pkcs8" }).toString("base64")),
  algorithm: "RS256",
  keyId: null,
  thumbprints: { sha1: "sha-1", sha256: "sha-256" },
};

function documentWith(ClientAuthentication: ClientAuthentication): TokenConfigDocument {
  return { ClientID: "desk:1", Requests: {}, Grantry: { ClientAuthentication } };
}

function decoded(assertion = ""): unknown[] {
  const parts = assertion.split(".").slice(0, 2);
  return parts.map((part) => JSON.parse(Buffer.from(part, "base64url").toString("utf8")));
}

test("parity 22: by default the secret goes in the body, as in the seed system", async () => {
  const parts = await authenticateClient({ Requests: {} }, { kind: "secret", secret: secret("s") }, REQUEST);
  expect(parts).toEqual({ authorization: undefined, parameters: {}, withheld: [] });
});

test("Basic takes both parts form-encoded, and leaves the body without them (RFC 6749 §2.3.1)", async () => {
  const proof = { kind: "secret", secret: secret("p ä:+-._") } as const;
  const { authorization, withheld } = await authenticateClient(documentWith("client_secret_basic"), proof, REQUEST);
  expect(atob(authorization?.reveal().replace("Basic ", "") ?? "")).toBe("desk%3A1:p+%C3%A4%3A%2B-._");
  expect(withheld).toEqual(["ClientID", "ClientSecret"]);
});

test("a public client sends its ID and no secret, nor an empty one", async () => {
  const proofs = [
    ...clientProofs(documentWith("none"), secrets("s")),
    ...clientProofs(documentWith("client_secret_basic"), secrets()),
  ];
  expect(proofs).toEqual([{ kind: "nothing" }, { kind: "nothing" }]);
  expect((await authenticateClient(documentWith("none"), { kind: "nothing" }, REQUEST)).withheld).toEqual([
    "ClientSecret",
  ]);
});

test("a key signs an assertion about itself for this one request (RFC 7523 §3, Entra's x5t)", async () => {
  const document = documentWith("private_key_jwt");
  const { parameters, withheld } = await authenticateClient(document, { kind: "key", key }, REQUEST);
  expect(withheld).toEqual(["ClientSecret"]);
  expect(parameters["client_assertion_type"]?.reveal()).toBe("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
  const assertion = parameters["client_assertion"]?.reveal() ?? "";
  const [header, claims] = decoded(assertion);
  expect(header).toEqual({ alg: "RS256", typ: "JWT", x5t: "sha-1", "x5t#S256": "sha-256" });
  expect(claims).toMatchObject({ iss: "desk:1", sub: "desk:1", aud: REQUEST.audience, iat: 999_970, exp: 1_000_060 });
  const [signed, signature] = [assertion.slice(0, assertion.lastIndexOf(".")), assertion.split(".")[2] ?? ""];
  expect(verify("sha256", Buffer.from(signed), publicKey, Buffer.from(signature, "base64url"))).toBe(true);
  const again = await authenticateClient(document, { kind: "key", key }, REQUEST);
  expect(decoded(again.parameters["client_assertion"]?.reveal())[1]).not.toEqual(claims); // another jti
});

test("a key without a certificate is named by its id", async () => {
  const named = { ...key, keyId: "key-1", thumbprints: null };
  const { parameters } = await authenticateClient(
    documentWith("private_key_jwt"),
    { kind: "key", key: named },
    REQUEST,
  );
  expect(decoded(parameters["client_assertion"]?.reveal())[0]).toEqual({ alg: "RS256", typ: "JWT", kid: "key-1" });
});

test("keys are tried in their order, and never a secret beside them", () => {
  const other = { ...key, keyId: "other" };
  const proofs = clientProofs(documentWith("private_key_jwt"), { ...secrets("s"), clientKeys: [key, other] });
  expect(proofs).toEqual([
    { kind: "key", key },
    { kind: "key", key: other },
  ]);
  expect(clientProofs(documentWith("private_key_jwt"), secrets("s"))).toEqual([]);
});
