import { expect, test } from "vitest";
import { discoverProvider } from "./discovery.ts";
import type { Send } from "./send.ts";

const issuer = "https://idp.example.com/realms/staff";
const document = (changes: object = {}) => ({
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  device_authorization_endpoint: `${issuer}/device`,
  revocation_endpoint: "no address",
  authorization_response_iss_parameter_supported: true,
  scopes_supported: ["openid", "email"],
  ...changes,
});

/** A provider that has these documents and nothing else. */
function serving(documents: Readonly<Record<string, unknown>>): Send {
  return async ({ url }) => ({
    ok: true,
    status: url in documents ? 200 : 404,
    headers: new Headers(),
    body: new TextEncoder().encode(
      typeof documents[url] === "string" ? documents[url] : JSON.stringify(documents[url]),
    ),
    truncated: false,
  });
}

const openId = `${issuer}/.well-known/openid-configuration`;
const oauth = "https://idp.example.com/.well-known/oauth-authorization-server/realms/staff";

test.each([
  ["the issuer", issuer, openId],
  ["the issuer with a slash", `${issuer}/`, openId],
  ["the document itself", openId, openId],
  ["the issuer, by RFC 8414", issuer, oauth],
  ["RFC 8414's document itself", oauth, oauth],
])("finds the endpoints from %s", async (_what, address, at) => {
  const outcome = await discoverProvider(serving({ [at]: document() }), new URL(address));
  expect(outcome).toEqual({
    ok: true,
    discovered: {
      issuer,
      authorizationUrl: `${issuer}/auth`,
      tokenUrl: `${issuer}/token`,
      deviceUrl: `${issuer}/device`,
      revocationUrl: "",
      issuerRequired: true,
      scopesSupported: ["openid", "email"],
    },
  });
});

test.each([
  ["another issuer", document({ issuer: "https://evil.example" }), "other-issuer"],
  ["no token endpoint", document({ token_endpoint: undefined }), "not-metadata"],
  ["a page", "<html>", "not-metadata"],
])("refuses a document with %s (RFC 8414 §3.3)", async (_what, served, why) => {
  expect(await discoverProvider(serving({ [openId]: served }), new URL(issuer))).toMatchObject({ ok: false, why });
});

test("says so when nothing is there", async () => {
  expect(await discoverProvider(serving({}), new URL(issuer))).toEqual({ ok: false, why: "not-found", url: issuer });
});

test("says so when nobody answers, and why", async () => {
  const send: Send = async () => ({ ok: false, reason: "dns", host: "idp.example.com" });
  const failure = { explanation: "host-unknown", host: "idp.example.com" };
  expect(await discoverProvider(send, new URL(issuer))).toMatchObject({ ok: false, why: "unreachable", failure });
});

test("names both issuers where a document speaks for another one", async () => {
  const outcome = await discoverProvider(
    serving({ [openId]: document({ issuer: "https://evil.example" }) }),
    new URL(issuer),
  );
  expect(outcome).toMatchObject({ asked: issuer, got: "https://evil.example" });
});

const login = "https://login.microsoftonline.com";
const ofMany = `${login}/{tenantid}/v2.0`;
const tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47";

/** What is found at an address whose document says that it speaks for this issuer. */
async function foundAt(asked: string, says: string) {
  const outcome = await discoverProvider(
    serving({ [`${asked}/.well-known/openid-configuration`]: document({ issuer: says }) }),
    new URL(asked),
  );
  return outcome.ok ? outcome.discovered.issuer : outcome.why;
}

test.each([
  [`${login}/common/v2.0`, ofMany],
  [`${login}/organizations/v2.0`, ofMany],
  ["https://login.microsoftonline.us/common/v2.0", "https://login.microsoftonline.us/{tenantid}/v2.0"],
  [`${login}/consumers/v2.0`, `${login}/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0`],
  [`${login}/contoso.onmicrosoft.com/v2.0`, `${login}/${tenant}/v2.0`],
  [`${login}/${tenant}/v2.0`, `${login}/${tenant}/v2.0`],
])("takes Microsoft's document at %s, which speaks for %s", async (asked, says) => {
  expect(await foundAt(asked, says)).toBe(says);
});

test.each([
  ["https://evil.example/common/v2.0", ofMany],
  ["https://evil.example/common/v2.0", "https://evil.example/{tenantid}/v2.0"],
  ["https://evil.example/common/v2.0", `https://evil.example/${tenant}/v2.0`],
  [`${login}.evil.example/common/v2.0`, `${login}.evil.example/{tenantid}/v2.0`],
  [`${login}/common/v2.0`, "https://evil.example/{tenantid}/v2.0"],
  [`${login}/common/v2.0`, "https://login.microsoftonline.us/{tenantid}/v2.0"],
  [`${login}/common/v2.0`, `${login}/{tenantid}`],
  [`${login}/common/v2.0`, `${login}/evil/{tenantid}/v2.0`],
  [`${login}/${tenant}/v2.0`, ofMany],
  [`${login}/${tenant}/v2.0`, `${login}/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0`],
])("what is found at %s may not speak for %s", async (asked, says) => {
  expect(await foundAt(asked, says)).toBe("other-issuer");
});
