import { readDocument } from "@grantry/db";
import { ProblemError, tokenConfigInput } from "@grantry/schema";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { writeEntries } from "@grantry/token-config-file";
import { expect, test } from "vitest";
import { startAuthorization } from "../authorize/start-authorization.ts";
import { setSetting } from "../settings.ts";
import { authorize, authorizedMailbox, mailboxInput, storedToken } from "../testing/mailbox.ts";
import { accessTokenFor } from "../tokens/access-token-for.ts";
import { requestToken } from "../tokens/request-token.ts";
import { createTokenConfig } from "./create.ts";
import { importTokenConfigs } from "./import.ts";
import { listTokenConfigs } from "./list.ts";
import { updateTokenConfig } from "./update.ts";
import { getTokenConfig } from "./view.ts";

// Statements of the seed system's checklist about configurations and requests that no other test states.

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);

const create = (changes: object = {}) => createTokenConfig(deployment.ctx, mailboxInput(endpoint, changes));
const view = async (name = "Mailbox") => (await getTokenConfig(deployment.ctx, name)).tokenConfig;
const documentOf = async (name = "Mailbox") =>
  readDocument(deployment.db, deployment.platform.keys, (await view(name)).id);
const bring = (...entries: object[]) =>
  importTokenConfigs(deployment.ctx, new TextEncoder().encode(writeEntries(entries as never)), {
    overwrite: true,
    dryRun: false,
    leaveOutRefused: false,
  });

async function edit(changes: object, name = "Mailbox"): Promise<void> {
  const { tokenConfig, version } = await getTokenConfig(deployment.ctx, name);
  const { id: _id, token: _token, ...kept } = tokenConfig;
  const input = tokenConfigInput.parse({ ...kept, ...changes });
  await updateTokenConfig(deployment.ctx, name, { input, readVersion: version });
}

async function complaints(work: Promise<unknown>): Promise<string[]> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof ProblemError)) throw new Error(`no refusal but ${thrown}`);
  return thrown.errors.map(({ pointer }) => pointer);
}

/** An entry as the earliest seed systems exported it: no AuthFlow, members that we do not know. */
const oldEntry = (changes: object = {}) => ({
  Name: "Mailbox",
  Config: {
    ClientID: "the-client",
    ClientSecret: "the-client-secret",
    Scope: "mail",
    TemplateName: "Made by hand",
    Audience: "https://api.example.com",
    Requests: {
      AuthorizationCode: { Request: { URL: new URL("/authorize", endpoint.url).href, Note: "kept" } },
      TokenByAuthorizationCode: {
        Request: { URL: endpoint.url, Parameters: { grant_type: "authorization_code" } },
        Response: { ParametersMapping: { access_token: "Token" } },
      },
      TokenByRefreshToken: {
        Request: {
          URL: endpoint.url,
          Parameters: { grant_type: "refresh_token" },
          AutofilledParametersMapping: { audience: "Audience", refresh_token: "RefreshToken" },
        },
      },
    },
    ...changes,
  },
});

test("parity 1: a name is needed, trimmed, at most 250 characters, and unique", async () => {
  await create({ name: "  Mailbox  " });
  expect((await view()).name).toBe("Mailbox");
  expect(await complaints(create())).toEqual(["/name"]);
  expect(tokenConfigInput.safeParse({ ...mailboxInput(endpoint), name: " " }).success).toBe(false);
  expect(tokenConfigInput.safeParse({ ...mailboxInput(endpoint), name: "x".repeat(251) }).success).toBe(false);
  expect(tokenConfigInput.safeParse({ ...mailboxInput(endpoint), name: "x".repeat(250) }).success).toBe(true);
});

test("parity 3, 49: validity is one of three, as number or text in a file; a new configuration is valid", async () => {
  await create();
  expect((await view()).validity).toBe("valid");
  const many = [1, "2", 3].map((ValidID, n) => ({ ...oldEntry(), Name: `Imported ${n}`, ValidID }));
  await bring(...many, { ...oldEntry({ ClientID: "007" }), Name: "Numeric client" });
  const validities = await Promise.all([0, 1, 2].map(async (n) => (await view(`Imported ${n}`)).validity));
  expect(validities).toEqual(["valid", "invalid", "invalid-temporarily"]);
  expect((await view("Numeric client")).clientId).toBe("007");
});

test("parity 5, 10, 11: an edit of an old configuration writes its flow and keeps what it does not know", async () => {
  await bring(oldEntry());
  await edit({ scope: "mail other" });
  expect(await documentOf()).toMatchObject({
    AuthFlow: "AuthorizationCode",
    Scope: "mail other",
    TemplateName: "Made by hand",
    Audience: "https://api.example.com",
    Requests: { AuthorizationCode: { Request: { Note: "kept" } } },
  });
});

test("parity 6: a flow that is not supported is refused", async () => {
  await expect(bring(oldEntry({ AuthFlow: "Implicit" }))).rejects.toMatchObject({ slug: "import-refused" });
  expect((await listTokenConfigs(deployment.ctx, { sort: "name", page: 1, pageSize: 10 })).total).toBe(0);
});

test("parity 7: the code flow needs client, secret and its URLs; the scope may be empty", async () => {
  const needed = { name: "Google", template: "google-mail", clientId: "a.apps.googleusercontent.com" };
  expect(await complaints(createTokenConfig(deployment.ctx, tokenConfigInput.parse(needed)))).toEqual([
    "/clientSecret",
  ]);
  expect(await complaints(create({ authorizationUrl: "", tokenUrl: "" }))).toEqual(["/authorizationUrl", "/tokenUrl"]);
  expect(tokenConfigInput.safeParse({ ...mailboxInput(endpoint), clientId: "" }).success).toBe(false);
  await create({ scope: "" });
});

test("parity 8: client credentials need client, secret and one URL", async () => {
  const app = {
    name: "App",
    template: "exchange-online-app",
    clientId: "4f0a1f9e-7d7c-4f0e-9a55-0c6d3b1f2a3b",
    placeholders: { tenant: "contoso.onmicrosoft.com" },
  };
  expect(await complaints(createTokenConfig(deployment.ctx, tokenConfigInput.parse(app)))).toEqual(["/clientSecret"]);
  const complete = tokenConfigInput.parse({ ...app, clientSecret: "a~secret", tokenUrl: endpoint.url });
  expect((await createTokenConfig(deployment.ctx, complete)).tokenConfig.authorizationUrl).toBe("");
});

test("parity 9: notification boxes are stored as 1 and 0", async () => {
  await create({ notifications: { expiredToken: true, expiredRefreshToken: false } });
  expect((await documentOf()).Notifications).toEqual({ NotifyOnExpiredToken: 1, NotifyOnExpiredRefreshToken: 0 });
});

test("parity 12: the list is sorted by name", async () => {
  for (const name of ["b", "a", "c"]) await create({ name });
  const { items } = await listTokenConfigs(deployment.ctx, { sort: "name", page: 1, pageSize: 10 });
  expect(items.map(({ name }) => name)).toEqual(["a", "b", "c"]);
});

test("parity 13: 100,000 characters fit into a document and into a token", async () => {
  await bring(oldEntry({ Long: "x".repeat(100_000) }));
  expect((await documentOf())["Long"]).toHaveLength(100_000);
  await authorizedMailbox(deployment, endpoint, { name: "Long token" });
  const answer = { access_token: "t".repeat(100_000), refresh_token: "r".repeat(100_000), expires_in: 600 };
  endpoint.answerNext({ status: 200, body: JSON.stringify(answer) });
  await requestToken(deployment.ctx, "Long token", "refresh_token");
  expect((await accessTokenFor(deployment.ctx, "Long token")).accessToken).toBe(answer.access_token);
});

test("parity 20, 21: state is random each time; the redirect URI is the four settings in a row", async () => {
  await create();
  await setSetting(deployment.ctx, "FQDN", "desk.example.com");
  await setSetting(deployment.ctx, "HttpType", "https");
  await setSetting(deployment.ctx, "ScriptAlias", "znuny/");
  const started = [
    await startAuthorization(deployment.ctx, "Mailbox"),
    await startAuthorization(deployment.ctx, "Mailbox"),
  ];
  const states = started.map(({ authorizationUrl }) => authorizationUrl.searchParams.get("state"));
  expect(new Set(states).size).toBe(2);
  expect(started[0]?.authorizationUrl.searchParams.get("redirect_uri")).toBe(
    "https://desk.example.com/znuny/get-oauth2-token-by-authorization-code",
  );
});

test("parity 29, 30: arrays in an answer are joined by comma and space, objects become JSON text", async () => {
  const mapping = { error: "ErrorMessage", error_codes: "ErrorCode", error_description: "ErrorDescription" };
  const description = { Request: { URL: endpoint.url }, Response: { ParametersMapping: mapping } };
  await bring({
    ...oldEntry({ AuthFlow: "ClientCredentials", Requests: { TokenByClientCredentials: description } }),
    Name: "App",
  });
  const refusal = { error: "invalid_request", error_codes: [90014, 7000], error_description: { why: "broken" } };
  endpoint.answerNext({ status: 400, body: JSON.stringify(refusal) });
  await requestToken(deployment.ctx, "App", "client_credentials").catch(() => undefined);
  expect((await view("App")).token.lastError).toMatchObject({
    providerError: "invalid_request",
    providerCode: "AADSTS90014, AADSTS7000",
    providerDescription: '{"why":"broken"}',
  });
});

test("parity 15, 16, 17: what fills a parameter is looked up in the document, then in the stored token; else it is empty", async () => {
  const mapping = {
    audience: "Audience",
    old_token: "Token",
    old_until: "TokenExpirationDate",
    refresh_token: "RefreshToken",
    shadowed: "RefreshTokenExpirationDate",
    where: "RedirectURL",
    nothing: "NoSuchKey",
  };
  const { AuthorizationCode: authorization, TokenByAuthorizationCode: byCode } = oldEntry().Config.Requests;
  const filled = (request: object, AutofilledParametersMapping: object) => ({
    ...request,
    AutofilledParametersMapping,
  });
  const own = {
    RefreshTokenExpirationDate: "mine",
    Requests: {
      AuthorizationCode: { Request: filled(authorization.Request, { state: "State" }) },
      TokenByAuthorizationCode: { ...byCode, Request: filled(byCode.Request, { code: "AuthorizationCode" }) },
      TokenByRefreshToken: {
        Request: filled({ URL: endpoint.url, Parameters: { grant_type: "refresh_token", audience: "fixed" } }, mapping),
      },
    },
  };
  await bring(oldEntry(own));
  await authorize(deployment, "Mailbox");
  const { accessExpiresAt } = await storedToken(deployment, "Mailbox");
  const { accessToken } = await accessTokenFor(deployment.ctx, "Mailbox");
  await requestToken(deployment.ctx, "Mailbox", "refresh_token");
  expect(Object.fromEntries(endpoint.requests.at(-1) ?? [])).toEqual({
    audience: "https://api.example.com",
    grant_type: "refresh_token",
    nothing: "",
    old_token: accessToken,
    old_until: new Date(accessExpiresAt ?? 0).toISOString().slice(0, 19).replace("T", " "),
    refresh_token: expect.stringMatching(/^refresh-/),
    shadowed: "mine",
    where: "http://localhost:8080/grantry/get-oauth2-token-by-authorization-code",
  });
});

test("parity 33: an answer that is none is stored as the last error", async () => {
  await authorizedMailbox(deployment, endpoint);
  endpoint.answerNext({ status: 200, body: "<html>a proxy</html>" });
  await requestToken(deployment.ctx, "Mailbox", "refresh_token").catch(() => undefined);
  expect((await view()).token.lastError?.title).toContain("web page");
});

test("parity 40: an expired token without a refresh token fails without a request", async () => {
  await create();
  const before = endpoint.requests.length;
  await expect(accessTokenFor(deployment.ctx, "Mailbox")).rejects.toMatchObject({ slug: "needs-authorization" });
  expect(endpoint.requests).toHaveLength(before);
});

test("parity 41: client credentials are asked for anew when the token has expired", async () => {
  const requests = {
    TokenByClientCredentials: { Request: { URL: endpoint.url, Parameters: { grant_type: "client_credentials" } } },
  };
  await bring({ ...oldEntry({ AuthFlow: "ClientCredentials", Requests: requests }), Name: "App" });
  const first = await accessTokenFor(deployment.ctx, "App");
  deployment.pass(3_700_000);
  expect((await accessTokenFor(deployment.ctx, "App")).accessToken).not.toBe(first.accessToken);
  expect((await storedToken(deployment, "App")).hasRefreshToken).toBe(false);
});

test("parity 48: what older systems and the fork exported is imported under its template", async () => {
  const outlook = (tenant: string, name: string) => {
    const base = `https://login.microsoftonline.com/${tenant}/oauth2/v2.0`;
    const requests = {
      AuthorizationCode: { Request: { URL: `${base}/authorize` } },
      TokenByAuthorizationCode: { Request: { URL: `${base}/token` } },
      TokenByRefreshToken: { Request: { URL: `${base}/token` } },
    };
    return { ...oldEntry({ TemplateName: name, Requests: requests }), Name: name };
  };
  const names = ["common", "consumers", "organizations"].map((tenant) => `Microsoft Outlook (${tenant})`);
  await bring(
    ...["common", "consumers", "organizations"].map((tenant, n) => outlook(tenant, names[n] ?? "")),
    outlook("5d3e8a10-0000-4000-8000-00000000beef", "Microsoft Exchange Online"),
  );
  const templates = await Promise.all(
    [...names, "Microsoft Exchange Online"].map(async (name) => (await view(name)).template),
  );
  expect(templates).toEqual(["outlook-common", "outlook-consumers", "outlook-organizations", "exchange-online"]);
  expect((await view("Microsoft Exchange Online")).placeholders).toEqual({
    tenant: "5d3e8a10-0000-4000-8000-00000000beef",
  });
});
