import { secret, type TokenConfigDocument } from "@grantry/schema";
import { expect, test } from "vitest";
import type { OutgoingAnswer } from "../send.ts";
import { answer, documentOf, providerThatGives, secrets } from "../testing/answers.ts";
import { requestTokenByTokenExchange } from "./token-exchange.ts";

const ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
const requests = (changes: object = {}): TokenConfigDocument["Requests"] => ({
  TokenByTokenExchange: {
    Request: {
      URL: "https://login.example.com/token",
      Parameters: {
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        subject_token_type: ACCESS_TOKEN,
        ...changes,
      },
      AutofilledParametersMapping: {
        client_id: "ClientID",
        client_secret: "ClientSecret",
        subject_token: "SubjectToken",
      },
    },
  },
});

function ask(answers: OutgoingAnswer[], change: Partial<TokenConfigDocument> = {}) {
  const provider = providerThatGives(...answers);
  const document = documentOf("custom-token-exchange", { Requests: requests(), ...change });
  const request = { document, credentials: secrets("s-1"), subjectToken: secret("at-subject"), now: () => 1_000 };
  return { provider, outcome: requestTokenByTokenExchange(provider.send, request) };
}

test("sends the subject's token as an access token, and nothing that is empty (RFC 8693 §2.1)", async () => {
  const { outcome, provider } = ask([answer(200, { access_token: "at-1", issued_token_type: ACCESS_TOKEN })]);
  expect(await outcome).toMatchObject({ ok: true, token: { tokenType: "Bearer" } });
  expect(Object.fromEntries(provider.bodies()[0] ?? [])).toEqual({
    client_id: "client-1",
    client_secret: "s-1",
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: "at-subject",
    subject_token_type: ACCESS_TOKEN,
  });
});

test("asks for a scope, an audience and a resource where the document does", async () => {
  const { outcome, provider } = ask([answer(200, { access_token: "at-1" })], {
    Scope: "archive.read",
    Grantry: { Audience: "archive", Resource: "https://archive.example.com/" },
    Requests: requests({ audience: "what the document's own parameter says" }),
  });
  expect((await outcome).ok).toBe(true);
  expect(Object.fromEntries(provider.bodies()[0] ?? [])).toMatchObject({
    scope: "archive.read",
    audience: "archive",
    resource: "https://archive.example.com/",
  });
});

test.each([ACCESS_TOKEN, "urn:ietf:params:oauth:token-type:jwt", undefined])(
  "takes an issued token of type %s",
  async (type) => {
    const { outcome } = ask([answer(200, { access_token: "at-1", issued_token_type: type })]);
    expect((await outcome).ok).toBe(true);
  },
);

test.each(["urn:ietf:params:oauth:token-type:refresh_token", "urn:ietf:params:oauth:token-type:id_token", "urn:x"])(
  "does not take an issued token of type %s for an access token (RFC 8693 §2.2.1)",
  async (type) => {
    const { outcome } = ask([answer(200, { access_token: "at-1", issued_token_type: type, token_type: "N_A" })]);
    expect(await outcome).toMatchObject({
      ok: false,
      failure: { class: "config", explanation: "issued-token-type", parameters: { type } },
    });
  },
);

test("a refresh token that comes along is not kept: renewal is another exchange", async () => {
  const { outcome } = ask([answer(200, { access_token: "at-1", refresh_token: "rt-1" })]);
  expect(await outcome).toMatchObject({ ok: true, token: { refreshToken: undefined } });
});

test.each(["invalid_grant", "invalid_token"])(
  "%s is about the subject's token, whose next one heals it",
  async (error) => {
    const { outcome } = ask([answer(400, { error, error_description: "at-subject is over" })]);
    const { failure } = (await outcome) as { failure: object };
    expect(failure).toMatchObject({ class: "transient", explanation: "subject-token-refused" });
    expect(JSON.stringify(failure)).not.toContain("at-subject");
  },
);

test("what else is refused stays what it is", async () => {
  const { outcome } = ask([answer(400, { error: "invalid_target" })]);
  expect(await outcome).toMatchObject({ ok: false, failure: { class: "config", explanation: "resource-unknown" } });
});
