import { readDocument } from "@grantry/db";
import { ProblemError, type TokenConfigInput } from "@grantry/schema";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { expect, test } from "vitest";
import { setSetting } from "../settings.ts";
import { authorize, authorizedMailbox, mailboxInput, storedToken } from "../testing/mailbox.ts";
import { accessTokenFor } from "../tokens/access-token-for.ts";
import { requestToken } from "../tokens/request-token.ts";
import { createTokenConfig } from "./create.ts";
import { existingTokenConfig } from "./existing.ts";
import { registrationOf } from "./registration.ts";
import { removeTokenConfig } from "./remove.ts";
import { storeEdit } from "./store.ts";
import { updateTokenConfig } from "./update.ts";
import { getTokenConfig } from "./view.ts";

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);

const view = async (name = "Mailbox") => (await getTokenConfig(deployment.ctx, name)).tokenConfig;

async function change(changes: object, name = "Mailbox"): Promise<void> {
  const { tokenConfig, version } = await getTokenConfig(deployment.ctx, name);
  const { id: _id, token: _token, ...kept } = tokenConfig;
  const input = mailboxInput(endpoint, { ...kept, clientSecret: undefined, ...changes }) satisfies TokenConfigInput;
  await updateTokenConfig(deployment.ctx, name, { input, readVersion: version });
}

async function refusal(work: Promise<unknown>): Promise<ProblemError> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof ProblemError) return thrown;
  throw new Error(`no refusal but ${thrown}`);
}

test("parity 71: a secret left out stays, an empty one too, a new one is used from then on", async () => {
  await authorizedMailbox(deployment, endpoint);
  const sentSecret = async () => {
    await requestToken(deployment.ctx, "Mailbox", "refresh_token");
    return endpoint.requests.at(-1)?.get("client_secret");
  };
  await change({ name: "Mailbox" });
  expect(await sentSecret()).toBe("the-client-secret");
  await change({ clientSecret: "" });
  expect(await sentSecret()).toBe("the-client-secret");
  await change({ clientSecret: "a-newer-secret" });
  expect(await sentSecret()).toBe("a-newer-secret");
});

test("a new secret counts for every configuration of the same app registration", async () => {
  await authorizedMailbox(deployment, endpoint);
  await authorizedMailbox(deployment, endpoint, { name: "Other" });
  expect((await view()).clientSecretSharedBy).toBe(2);
  await change({ clientSecret: "a-newer-secret" });
  await requestToken(deployment.ctx, "Other", "refresh_token");
  expect(endpoint.requests.at(-1)?.get("client_secret")).toBe("a-newer-secret");
});

test("secret and tokens never go to another origin than their own", async () => {
  await authorizedMailbox(deployment, endpoint);
  const elsewhere = await startTokenEndpoint();
  const before = await view();
  const refused = await refusal(change({ tokenUrl: elsewhere.url, refreshUrl: elsewhere.url }));
  expect(refused.slug).toBe("client-secret-needed");
  expect(refused.errors[0]?.pointer).toBe("/clientSecret");
  expect(await view()).toEqual(before);
  await change({ tokenUrl: elsewhere.url, refreshUrl: elsewhere.url, clientSecret: "theirs" });
  expect((await refusal(accessTokenFor(deployment.ctx, "Mailbox"))).slug).toBe("needs-authorization");
  expect(elsewhere.requests).toEqual([]);
  await elsewhere.close();
});

test("a refresh URL at another origin than the token URL's is refused, with a new secret or without", async () => {
  await authorizedMailbox(deployment, endpoint);
  const elsewhere = await startTokenEndpoint();
  const attempts = [
    () => change({ refreshUrl: elsewhere.url }),
    () => change({ refreshUrl: elsewhere.url, clientSecret: "junk" }),
    () => createTokenConfig(deployment.ctx, mailboxInput(endpoint, { name: "Lure", refreshUrl: elsewhere.url })),
  ];
  for (const attempt of attempts) {
    expect((await refusal(attempt())).errors).toMatchObject([{ pointer: "/refreshUrl", message: "refresh-elsewhere" }]);
  }
  await requestToken(deployment.ctx, "Mailbox", "refresh_token");
  expect(elsewhere.requests).toEqual([]);
  await elsewhere.close();
});

test("a document that was stored before that was refused sends nothing elsewhere", async () => {
  await authorizedMailbox(deployment, endpoint);
  const elsewhere = await startTokenEndpoint();
  const { ctx, db, platform } = deployment;
  const { config } = await existingTokenConfig(ctx, "Mailbox");
  const former = await readDocument(db, platform.keys, config.id);
  const moved = {
    ...former,
    Requests: { ...former.Requests, TokenByRefreshToken: { Request: { URL: elsewhere.url } } },
  };
  await storeEdit(ctx, config, {
    readVersion: config.version,
    name: config.name,
    validity: config.validity,
    keepFresh: config.keepFresh,
    former,
    document: moved,
    stored: moved,
    registration: await registrationOf(ctx, moved),
    secretEntered: false,
    secretStatements: async () => [],
  });
  const refused = await refusal(requestToken(ctx, "Mailbox", "refresh_token"));
  expect([refused.slug, refused.failure?.explanation]).toEqual(["needs-settings", "refresh-elsewhere"]);
  expect(elsewhere.requests).toHaveLength(0);
  await elsewhere.close();
});

test.each([
  ["http://login.example.com/token", "not-https"],
  ["ftp://login.example.com/token", "not-a-url"],
  ["https://me:pass@login.example.com/token", "url-with-credentials"],
  ["https://login.example.com/token#x", "url-with-fragment"],
  ["https://10.1.2.3/token", "private-address"],
  ["https://[fd00::1]/token", "private-address"],
  ["https://keycloak.local/token", "private-address"],
])("%s is refused when it is saved, at its field: %s", async (url, message) => {
  // Not through the contract, which a file does not pass either.
  const input = { ...mailboxInput(endpoint), tokenUrl: url, refreshUrl: "" };
  const { errors } = await refusal(createTokenConfig(deployment.ctx, input));
  expect(errors).toMatchObject([{ pointer: "/tokenUrl", message }]);
});

test("an address in a private network is taken once it is listed; a browser may go to any", async () => {
  const inside = { tokenUrl: "https://10.1.2.3/token", refreshUrl: "https://10.1.2.3/token" };
  const create = () => createTokenConfig(deployment.ctx, mailboxInput(endpoint, inside));
  expect((await refusal(create())).errors.map(({ pointer }) => pointer)).toEqual(["/tokenUrl", "/refreshUrl"]);
  await setSetting(deployment.ctx, "Egress::AllowedPrivateHosts", ["10.1.2.3"]);
  await create();
  await createTokenConfig(
    deployment.ctx,
    mailboxInput(endpoint, { name: "Browser", authorizationUrl: "https://10.9.9.9/authorize" }),
  );
});

test("a change of client, scope or endpoints clears the old error and marks the token", async () => {
  await authorizedMailbox(deployment, endpoint);
  endpoint.answerNext({ status: 400, body: '{"error":"invalid_scope"}' });
  await requestToken(deployment.ctx, "Mailbox", "refresh_token").catch(() => undefined);
  expect((await view()).token.status).toBe("needs-settings");
  await change({ name: "Renamed" });
  expect((await view("Renamed")).token.status).toBe("needs-settings");
  await change({ scope: "mail calendar" }, "Renamed");
  const { token } = await view("Renamed");
  expect(token).toMatchObject({ status: "valid", settingsChanged: true, lastError: null });
});

test("new placeholder values rewrite what still equals the template, and nothing edited by hand", async () => {
  const template = "exchange-online";
  const secret = {
    clientId: "4f0a1f9e-7d7c-4f0e-9a55-0c6d3b1f2a3b",
    clientSecret: "s3cret~value-of-an-app-registration",
  };
  const url = (tenant: string, end: string) => `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/${end}`;
  const input = mailboxInput(endpoint, {
    ...secret,
    template,
    placeholders: { tenant: "contoso.onmicrosoft.com" },
    authorizationUrl: undefined,
    tokenUrl: undefined,
    refreshUrl: url("edited.example", "token"),
    scope: undefined,
  });
  await createTokenConfig(deployment.ctx, input);
  await change({ placeholders: { tenant: "fabrikam.onmicrosoft.com" } });
  expect(await view()).toMatchObject({
    authorizationUrl: url("fabrikam.onmicrosoft.com", "authorize"),
    tokenUrl: url("fabrikam.onmicrosoft.com", "token"),
    refreshUrl: url("edited.example", "token"),
    placeholders: { tenant: "fabrikam.onmicrosoft.com" },
  });
});

test("two who edit at once: the second is told, and nothing of theirs is half saved", async () => {
  await authorizedMailbox(deployment, endpoint);
  const input = mailboxInput(endpoint, { clientSecret: undefined });
  const edit = (scope: string) =>
    updateTokenConfig(deployment.ctx, "Mailbox", {
      input: { ...input, scope, clientSecret: `of ${scope}` },
      readVersion: 1,
    });
  const [one, two] = await Promise.allSettled([edit("one"), edit("two")]);
  expect([one?.status, two?.status].sort()).toEqual(["fulfilled", "rejected"]);
  const winner = one?.status === "fulfilled" ? "one" : "two";
  expect((await view()).scope).toBe(winner);
  await requestToken(deployment.ctx, "Mailbox", "refresh_token");
  expect(endpoint.requests.at(-1)?.get("client_secret")).toBe(`of ${winner}`);
});

test("parity 2: a name belongs to one configuration, letter by letter", async () => {
  await authorizedMailbox(deployment, endpoint);
  const named = (name: string) => createTokenConfig(deployment.ctx, mailboxInput(endpoint, { name }));
  expect((await refusal(named("Mailbox"))).slug).toBe("name-taken");
  await named("mailbox");
  expect((await refusal(change({ name: "mailbox" }))).slug).toBe("name-taken");
  await change({ name: "Mailbox", scope: "mail other" });
  expect((await view()).scope).toBe("mail other");
});

test("the template is fixed once saved", async () => {
  await authorizedMailbox(deployment, endpoint);
  expect((await refusal(change({ template: "google-mail" }))).errors[0]?.pointer).toBe("/template");
});

test("parity 64: what is deleted is gone, with its secrets, and its name is free", async () => {
  await authorizedMailbox(deployment, endpoint);
  await removeTokenConfig(deployment.ctx, "Mailbox");
  expect((await refusal(getTokenConfig(deployment.ctx, "Mailbox"))).slug).toBe("token-config-not-found");
  for (const table of ["tokens", "token_secrets", "app_registrations", "authorizations"]) {
    const { rows } = await deployment.db.client.execute(`SELECT count(*) FROM ${table}`);
    expect(rows[0]?.[0], table).toBe(0);
  }
  await authorizedMailbox(deployment, endpoint);
  expect((await storedToken(deployment, "Mailbox")).generation).toBe(1);
});

test("what changed since the grant is named; a refresh settles all of it but the scope, a new grant settles that too", async () => {
  await authorizedMailbox(deployment, endpoint);
  const told = async () => {
    const { changedSettings, settingsChanged } = (await view()).token;
    return [settingsChanged, ...changedSettings];
  };
  expect(await told()).toEqual([false]);
  await change({ scope: "mail calendar" });
  await change({ clientId: "another-client", clientSecret: "its-secret", scope: "mail calendar" });
  expect(await told()).toEqual([true, "clientId", "scope"]);
  await requestToken(deployment.ctx, "Mailbox", "refresh_token");
  expect(await told()).toEqual([true, "scope"]);
  await authorize(deployment, "Mailbox");
  expect(await told()).toEqual([false]);
});

test("a client secret that is entered once sets every configuration of its app going again", async () => {
  await authorizedMailbox(deployment, endpoint);
  await authorizedMailbox(deployment, endpoint, { name: "Support" });
  const refuseBoth = async () => {
    for (const name of ["Mailbox", "Support"]) {
      endpoint.answerNext({ status: 401, body: '{"error":"invalid_client"}' });
      await requestToken(deployment.ctx, name, "refresh_token").catch(() => undefined);
      expect((await view(name)).token).toMatchObject({ status: "needs-settings", nextRefreshAt: null });
    }
  };
  const areBothGoing = async () => {
    for (const name of ["Mailbox", "Support"]) {
      expect((await view(name)).token).toMatchObject({ status: "valid", nextRefreshAt: expect.any(String) });
    }
  };
  await refuseBoth();
  await change({ clientSecret: "a-newer-secret" });
  await areBothGoing();
  await refuseBoth();
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint, { name: "Third", clientSecret: "the-newest-secret" }));
  await areBothGoing();
});
