import { createPublicKey, generateKeyPairSync, verify, X509Certificate } from "node:crypto";
import type { TokenConfigInput } from "@grantry/schema";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { expect, test } from "vitest";
import { listAppRegistrations } from "./app-registrations.ts";
import { addClientKey, removeClientKey } from "./client-keys.ts";
import { notificationsFor } from "./notifications/list.ts";
import { createTokenConfig } from "./token-configs/create.ts";
import { getTokenConfig } from "./token-configs/view.ts";
import { requestToken } from "./tokens/request-token.ts";

const DAY_MS = 86_400_000;
const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);

const add = (input: Partial<TokenConfigInput> = {}) =>
  createTokenConfig(deployment.ctx, {
    name: "By certificate",
    template: "exchange-online-app",
    validity: "valid",
    keepFresh: true,
    expectedAccount: null,
    refreshTokenDays: null,
    clientSecretExpiresAt: null,
    clientId: "4f0a1f9e-7d7c-4f0e-9a55-0c6d3b1f2a3b",
    placeholders: { tenant: "contoso.onmicrosoft.com" },
    tokenUrl: endpoint.url,
    clientAuthentication: "private_key_jwt",
    clientKey: { kind: "made", years: 2 },
    ...input,
  });
const registration = async () => {
  const [found] = await listAppRegistrations(deployment.ctx);
  if (!found) throw new Error("there is no app registration");
  return found;
};
const request = () => requestToken(deployment.ctx, "By certificate", "client_credentials");
const pem = () =>
  String(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "pem", type: "pkcs8" }));
const assertions = () => endpoint.requests.map((sent) => sent.get("client_assertion") ?? "");
const headerOf = (assertion = "") =>
  JSON.parse(Buffer.from(assertion.split(".")[0] ?? "", "base64url").toString("utf8")) as Record<string, string>;

function isSignedBy(assertion: string, certificate: string): boolean {
  const [header, claims, signature = ""] = assertion.split(".");
  const key = new X509Certificate(certificate).publicKey;
  return verify("sha256", Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, "base64url"));
}

test("a key made here proves the client; what is shown of it is what the provider needs", async () => {
  const { tokenConfig } = await add();
  expect(tokenConfig).toMatchObject({
    clientKeySet: true,
    clientSecretSet: false,
    clientAuthentication: "private_key_jwt",
  });
  await request();
  const [key] = (await registration()).clientKeys;
  expect(key?.subject).toBe("CN=Grantry 4f0a1f9e-7d7c-4f0e-9a55-0c6d3b1f2a3b");
  expect(isSignedBy(assertions()[0] ?? "", key?.certificate ?? "")).toBe(true);
  expect(
    Buffer.from(headerOf(assertions()[0])["x5t"] ?? "", "base64url")
      .toString("hex")
      .toUpperCase(),
  ).toBe(key?.thumbprint);
  expect(endpoint.requests[0]?.has("client_secret")).toBe(false);
  const shown = JSON.stringify(await registration());
  expect(shown).not.toContain("PRIVATE KEY");
  expect(createPublicKey({ key: key?.publicKey ?? {}, format: "jwk" }).type).toBe("public");
});

test("a new key is tried first, the old one when the provider does not know the new one yet", async () => {
  await add();
  const [old] = (await registration()).clientKeys;
  deployment.pass(1_000);
  const { clientKeys } = await addClientKey(deployment.ctx, (await registration()).id, {
    kind: "pem",
    pem: pem(),
    passphrase: "",
  });
  expect(clientKeys).toHaveLength(2);
  endpoint.answerNext({ status: 401, body: JSON.stringify({ error: "invalid_client" }) });
  await request();
  expect(assertions().map((assertion) => isSignedBy(assertion, old?.certificate ?? ""))).toEqual([false, true]);
  expect(headerOf(assertions()[0])["kid"]).toBe(clientKeys[0]?.keyId);
  await removeClientKey(deployment.ctx, (await registration()).id, old?.id ?? "");
  expect((await registration()).clientKeys).toHaveLength(1);
});

test("without a key the configuration is refused; when the last one is removed, that is what the failure says", async () => {
  await expect(add({ clientKey: undefined })).rejects.toMatchObject({
    errors: [{ pointer: "/clientKey", message: "required" }],
  });
  await add();
  const { clientKeys, id } = await registration();
  await removeClientKey(deployment.ctx, id, clientKeys[0]?.id ?? "");
  await expect(request()).rejects.toMatchObject({ slug: "needs-settings", failure: { explanation: "no-client-key" } });
  expect(endpoint.requests).toHaveLength(0);
  await addClientKey(deployment.ctx, id, { kind: "made", years: 1 });
  expect((await getTokenConfig(deployment.ctx, "By certificate")).tokenConfig.token.lastError).toBeNull();
  await request();
});

test("a file that holds no usable key is refused at its place, and nothing is stored", async () => {
  const cases = [
    [{ kind: "pem", pem: "nothing", passphrase: "" }, "/clientKey/pem"],
    [{ kind: "pkcs12", pkcs12: "AAAA", passphrase: "x" }, "/clientKey/pkcs12"],
    [{ kind: "service-account", json: '{"web":{}}' }, "/clientKey/json"],
  ] as const;
  for (const [clientKey, pointer] of cases) {
    await expect(add({ clientKey })).rejects.toMatchObject({ slug: "invalid-input", errors: [{ pointer }] });
  }
  expect(await listAppRegistrations(deployment.ctx)).toEqual([]);
});

test("a certificate is told of a month before its end, and after it", async () => {
  await add({ clientKey: { kind: "made", years: 1 } });
  await request();
  const told = async () => (await notificationsFor(deployment.ctx)).filter(({ kind }) => kind === "certificate-ends");
  expect(await told()).toEqual([]);
  deployment.pass(340 * DAY_MS);
  expect(await told()).toMatchObject([{ severity: "warning", href: "/app-registrations" }]);
  deployment.pass(30 * DAY_MS);
  expect(await told()).toMatchObject([{ severity: "error" }]);
});
