import { secret, type TokenConfigDocument } from "@grantry/schema";
import { expect, test } from "vitest";
import type { OutgoingAnswer } from "../send.ts";
import { answer, documentOf, providerThatGives, secrets } from "../testing/answers.ts";
import { requestTokenByDeviceCode, startDeviceAuthorization } from "./device-code.ts";

const good = {
  device_code: "dc-1",
  user_code: "WDJB-MJHT",
  verification_uri: "https://login.example.com/device",
  verification_uri_complete: "https://login.example.com/device?user_code=WDJB-MJHT",
  expires_in: 900,
  interval: 7,
};
const document = documentOf("google-mail", {
  Grantry: { DeviceUrl: "https://login.example.com/device-authorization" },
});
const shared = { credentials: secrets("s-1"), now: () => 0 };

const start = (got: OutgoingAnswer, asked: TokenConfigDocument = document) => {
  const provider = providerThatGives(got);
  return { provider, begun: startDeviceAuthorization(provider.send, { document: asked, ...shared }) };
};
const poll = (got: OutgoingAnswer, asked: TokenConfigDocument = document) => {
  const provider = providerThatGives(got);
  const request = { document: asked, deviceCode: secret("dc-1"), intervalSeconds: 5, ...shared };
  return { provider, polled: requestTokenByDeviceCode(provider.send, request) };
};

test("asks with client and scope, and takes code, page and interval (RFC 8628 §3.1, §3.2)", async () => {
  const { provider, begun } = start(answer(200, good));
  expect(await begun).toMatchObject({
    ok: true,
    started: {
      userCode: "WDJB-MJHT",
      verificationUri: good.verification_uri,
      expiresInSeconds: 900,
      intervalSeconds: 7,
    },
  });
  expect(Object.fromEntries(provider.bodies()[0] ?? [])).toEqual({
    client_id: "client-1",
    client_secret: "s-1",
    scope: document.Scope,
  });
});

test("an interval that is not said is five seconds (RFC 8628 §3.2)", async () => {
  expect(await start(answer(200, { ...good, interval: undefined })).begun).toMatchObject({
    started: { intervalSeconds: 5 },
  });
});

test("an interval longer than usual is kept to", async () => {
  expect(await start(answer(200, { ...good, interval: "600" })).begun).toMatchObject({
    started: { intervalSeconds: 600 },
  });
});

test.each(["javascript:alert(1)", "data:text/html,x", "login.example.com/device", "//x"])(
  "a page that is no address of the web (%s) is not shown",
  async (verification_uri) => {
    const failure = { class: "config", explanation: "device-answer-unusable" };
    expect(await start(answer(200, { ...good, verification_uri })).begun).toMatchObject({ ok: false, failure });
  },
);

test("a provider that refuses, or no provider, is told as what it is", async () => {
  const refused = answer(400, { error: "unauthorized_client" });
  expect(await start(refused).begun).toMatchObject({ ok: false, failure: { explanation: "grant-not-allowed" } });
  const silent = { ok: false, reason: "timeout", host: "login.example.com" } as const;
  expect(await start(silent).begun).toMatchObject({ ok: false, failure: { class: "transient" } });
  expect(await start(answer(200, good), documentOf("practice", { Grantry: { DeviceUrl: "" } })).begun).toMatchObject({
    failure: { explanation: "no-device-url" },
  });
});

test("asks for the token with the device code in place of a code and its redirect (RFC 8628 §3.4)", async () => {
  const { provider, polled } = poll(answer(200, { access_token: "at-1" }));
  expect((await polled).kind).toBe("granted");
  expect(Object.fromEntries(provider.bodies()[0] ?? [])).toEqual({
    client_id: "client-1",
    client_secret: "s-1",
    device_code: "dc-1",
    grant_type: "urn:ietf:params:oauth:grant-type:device_code",
  });
});

test.each([
  ["authorization_pending", 5],
  ["slow_down", 10],
])("%s goes on, at an interval of %i seconds (RFC 8628 §3.5)", async (error, intervalSeconds) => {
  expect(await poll(answer(400, { error })).polled).toEqual({ kind: "pending", intervalSeconds, failure: null });
});

test("where nothing usable comes back, asking goes on at twice the interval", async () => {
  for (const got of [answer(503, "busy"), { ok: false, reason: "timeout", host: "x" } as const]) {
    expect(await poll(got).polled).toMatchObject({
      kind: "pending",
      intervalSeconds: 10,
      failure: { class: "transient" },
    });
  }
});

test.each([
  ["access_denied", "declined"],
  ["expired_token", "device-code-expired"],
  ["invalid_grant", "device-code-gone"],
])("%s ends it (RFC 8628 §3.5)", async (error, explanation) => {
  expect(await poll(answer(400, { error })).polled).toMatchObject({
    kind: "ended",
    failure: { class: "user", explanation },
  });
});
