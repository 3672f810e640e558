import { secret } from "@grantry/schema";
import { expect, test } from "vitest";
import { answer, documentOf, providerThatGives, secrets } from "./testing/answers.ts";
import { requestToken } from "./token-request.ts";

const good = answer(200, { access_token: "at-1", expires_in: 60 });
const refused = answer(401, { error: "invalid_client" });

function ask(
  provider: ReturnType<typeof providerThatGives>,
  document = documentOf("practice"),
  credentials = secrets("first", "second"),
) {
  return requestToken(provider.send, {
    document,
    description: document.Requests.TokenByRefreshToken,
    credentials,
    values: { RefreshToken: secret("rt-1") },
    extra: {},
    now: () => 0,
  });
}

test("parity 22: posts a form with the client's credentials in the body (RFC 6749 §2.3.1)", async () => {
  const provider = providerThatGives(good);
  expect((await ask(provider)).ok).toBe(true);
  const [request] = provider.requests;
  expect(request).toMatchObject({ method: "POST", url: "http://127.0.0.1:9000/token", maxBodyBytes: 262_144 });
  expect(request?.headers).toEqual({ accept: "application/json", "content-type": "application/x-www-form-urlencoded" });
  expect(Object.fromEntries(provider.bodies()[0] ?? [])).toEqual({
    client_id: "client-1",
    client_secret: "first",
    grant_type: "refresh_token",
    refresh_token: "rt-1",
  });
});

test("Basic credentials leave the body without them (RFC 6749 §2.3.1)", async () => {
  const provider = providerThatGives(good);
  await ask(provider, documentOf("practice", { Grantry: { ClientAuthentication: "client_secret_basic" } }));
  expect(provider.requests[0]?.headers).toMatchObject({ authorization: `Basic ${btoa("client-1:first")}` });
  expect([...(provider.bodies()[0]?.keys() ?? [])]).toEqual(["grant_type", "refresh_token"]);
});

test("a public client sends its ID alone", async () => {
  const provider = providerThatGives(good);
  await ask(provider, documentOf("custom", { Requests: documentOf("practice").Requests }), secrets());
  expect(provider.bodies()[0]?.get("client_id")).toBe("client-1");
  expect(provider.bodies()[0]?.has("client_secret")).toBe(false);
});

test("tries the second client secret when the first is refused (RFC 6749 §5.2, invalid_client)", async () => {
  const provider = providerThatGives(refused, good);
  expect((await ask(provider)).ok).toBe(true);
  expect(provider.bodies().map((body) => body.get("client_secret"))).toEqual(["first", "second"]);
});

test("tells the last refusal when both client secrets are refused", async () => {
  const provider = providerThatGives(refused, answer(401, { error: "invalid_client", error_codes: [7000222] }));
  expect(await ask(provider)).toMatchObject({ ok: false, failure: { explanation: "secret-expired" } });
});

test.each([
  ["the grant is refused", answer(400, { error: "invalid_grant" })],
  ["the provider is busy", answer(429, { error: "invalid_client" })],
  ["nothing comes back", { ok: false, reason: "timeout", host: "127.0.0.1:9000" } as const],
])("the second client secret is not sent when %s", async (_why, first) => {
  const provider = providerThatGives(first);
  expect((await ask(provider)).ok).toBe(false);
  expect(provider.requests).toHaveLength(1);
});

test.each(["", "{tenant}/token"])(
  "a token URL that is none (%j) is a matter of settings, and nothing is sent",
  async (URL) => {
    const provider = providerThatGives();
    const document = documentOf("practice");
    const outcome = await ask(provider, { ...document, Requests: { TokenByRefreshToken: { Request: { URL } } } });
    expect(outcome).toEqual({ ok: false, failure: { class: "config", explanation: "no-token-url" } });
  },
);

test("a document without the request is a matter of settings too", async () => {
  expect(await ask(providerThatGives(), { Requests: {} })).toMatchObject({ failure: { explanation: "no-token-url" } });
});

test("nothing that was sent stands in the failure, Basic credentials included", async () => {
  const document = documentOf("practice", { Grantry: { ClientAuthentication: "client_secret_basic" } });
  const repeats = `client first-secret-1 refresh rt-1 header Basic ${btoa("client-1:first-secret-1")}`;
  const provider = providerThatGives(answer(400, { error: "invalid_request", error_description: repeats }));
  const outcome = await ask(provider, document, secrets("first-secret-1"));
  expect(outcome).toMatchObject({ failure: { description: "client [secret] refresh [secret] header [secret]" } });
});
