import { readDocument } from "@grantry/db";
import { ProblemError, tokenConfigInput } from "@grantry/schema";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { beforeEach, expect, test } from "vitest";
import { everyTick } from "../testing/every-tick.ts";
import { authorize, authorizedMailbox, mailboxInput, storedToken } from "../testing/mailbox.ts";
import { createTokenConfig } from "../token-configs/create.ts";
import { documentAsYaml, getDocument } from "../token-configs/edit-document.ts";
import { exportTokenConfigs } from "../token-configs/export.ts";
import { importTokenConfigs } from "../token-configs/import.ts";
import { removeTokenConfig } from "../token-configs/remove.ts";
import { updateTokenConfig } from "../token-configs/update.ts";
import { getTokenConfig } from "../token-configs/view.ts";
import { accessTokenFor } from "./access-token-for.ts";
import { refreshDue } from "./refresh-due.ts";
import { requestToken } from "./request-token.ts";

// Tokens that are got by exchanging another configuration's (RFC 8693).

const HOUR_MS = 3_600_000;

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);
beforeEach(() => authorizedMailbox(deployment, endpoint));

const exchangeInput = (changes: object = {}) =>
  tokenConfigInput.parse({
    name: "Archive",
    template: "custom-token-exchange",
    clientId: "the-client",
    clientSecret: "the-client-secret",
    tokenUrl: endpoint.url,
    subjectTokenConfig: "Mailbox",
    audience: "archive",
    ...changes,
  });
const exchanging = (changes: object = {}) => createTokenConfig(deployment.ctx, exchangeInput(changes));
const give = (name = "Archive") => accessTokenFor(deployment.ctx, name);
const grantTypes = () => endpoint.requests.map((request) => request.get("grant_type")?.split(":").at(-1));

async function edit(name: string, changes: object): Promise<void> {
  const { tokenConfig, version } = await getTokenConfig(deployment.ctx, name);
  const { id: _id, token: _token, ...kept } = tokenConfig;
  const input = tokenConfigInput.parse({ ...kept, ...changes });
  await updateTokenConfig(deployment.ctx, name, { input, readVersion: version });
}

async function refused(work: Promise<unknown>): Promise<ProblemError> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof ProblemError) return thrown;
  throw thrown ?? new Error("nothing was refused");
}

test("the subject's token is exchanged when someone reads, and exchanged again when it is over", async () => {
  await exchanging();
  const subject = (await give("Mailbox")).accessToken;
  const first = await give();
  expect(endpoint.requests.at(-1)?.get("subject_token")).toBe(subject);
  expect(endpoint.requests.at(-1)?.get("audience")).toBe("archive");
  expect((await give()).accessToken).toBe(first.accessToken);
  deployment.pass(HOUR_MS);
  expect((await give()).accessToken).not.toBe(first.accessToken);
  expect(grantTypes()).toEqual(["authorization_code", "token-exchange", "refresh_token", "token-exchange"]);
  expect((await getTokenConfig(deployment.ctx, "Archive")).tokenConfig.token).toMatchObject({
    status: "valid",
    refreshTokenStatus: "not-applicable",
  });
});

test("64 readers of both at once: one refresh, one exchange", async () => {
  await exchanging();
  await give();
  deployment.pass(HOUR_MS);
  const before = endpoint.requests.length;
  const other = deployment.anotherHost();
  const reads = Array.from({ length: 64 }, (_, n) =>
    accessTokenFor((n % 2 ? deployment : other).ctx, n % 3 ? "Archive" : "Mailbox"),
  );
  expect((await Promise.all(reads)).every(({ accessToken }) => accessToken.startsWith("access-"))).toBe(true);
  expect(grantTypes().slice(before)).toEqual(["refresh_token", "token-exchange"]);
});

test("the clock keeps it fresh as any other", async () => {
  await exchanging();
  await give();
  deployment.pass(HOUR_MS - 350_000);
  expect(await refreshDue(deployment.ctx, everyTick)).toBe(2);
  expect((await storedToken(deployment, "Archive")).generation).toBe(2);
});

test("where the subject's token is not to be had, that is said, and it heals with the subject", async () => {
  await exchanging();
  await give();
  deployment.pass(HOUR_MS);
  endpoint.answerNext({ status: 400, body: '{"error":"invalid_grant"}' });
  const problem = await refused(give());
  expect(problem.slug).toBe("provider-refused");
  expect(problem.parameters["reason"]).toContain("“Mailbox”");
  expect((await storedToken(deployment, "Archive")).errorClass).toBe("transient");
  await authorize(deployment, "Mailbox");
  deployment.pass(31_000);
  expect((await give()).accessToken).toMatch(/^access-/);
});

test("a key that may read the exchanged token alone gets it, and not the subject's", async () => {
  await exchanging();
  const actor = {
    kind: "api-key",
    id: "k1",
    label: "key",
    scopes: ["tokens:read"],
    tokenConfigs: ["Archive"],
  } as const;
  const ctx = { ...deployment.ctx, actor };
  expect((await accessTokenFor(ctx, "Archive")).accessToken).toMatch(/^access-/);
  expect((await refused(accessTokenFor(ctx, "Mailbox"))).slug).toBe("token-config-not-allowed");
});

test("a token is never sent to another origin than the one that gave it, at saving and later", async () => {
  const thief = await startTokenEndpoint();
  const problem = await refused(exchanging({ tokenUrl: thief.url }));
  expect(problem.errors).toMatchObject([{ pointer: "/subjectTokenConfig", message: "subject-elsewhere" }]);

  await exchanging();
  const urls = { authorizationUrl: new URL("/authorize", thief.url).href, tokenUrl: thief.url, refreshUrl: thief.url };
  await edit("Mailbox", { ...urls, clientSecret: "entered for the other origin" });
  await authorize(deployment, "Mailbox");
  const before = endpoint.requests.length;
  expect((await refused(give())).slug).toBe("needs-settings");
  expect(endpoint.requests.length).toBe(before);
  await thief.close();
});

test("a subject must be named, be there, and not get its own token from here", async () => {
  const messageOf = async (work: Promise<unknown>) => (await refused(work)).errors?.[0]?.message;
  expect(await messageOf(exchanging({ subjectTokenConfig: "" }))).toBe("required");
  expect(await messageOf(exchanging({ subjectTokenConfig: "nobody's" }))).toBe("subject-unknown");
  await exchanging();
  await exchanging({ name: "Further", subjectTokenConfig: "Archive" });
  expect(await messageOf(edit("Archive", { subjectTokenConfig: "Further" }))).toBe("subject-cycle");
  expect(await messageOf(edit("Archive", { subjectTokenConfig: "Archive" }))).toBe("subject-cycle");
  expect((await give("Further")).accessToken).toMatch(/^access-/);
});

test("a subject cannot be deleted, and is followed to its new name", async () => {
  const { tokenConfig } = await exchanging();
  const problem = await refused(removeTokenConfig(deployment.ctx, "Mailbox"));
  expect(problem.slug).toBe("token-config-in-use");
  expect(problem.parameters["users"]).toBe("token exchange of “Archive”");
  await edit("Mailbox", { name: "Support" });
  expect((await getTokenConfig(deployment.ctx, "Archive")).tokenConfig.subjectTokenConfig).toBe("Support");
  const { document } = await getDocument(deployment.ctx, "Archive");
  expect(documentAsYaml(document)).toContain("SubjectTokenConfig: Support");
  const { db, platform } = deployment;
  expect((await readDocument(db, platform.keys, tokenConfig.id)).Grantry?.SubjectTokenConfig).toBe("Support");
  expect((await give()).accessToken).toMatch(/^access-/);
  await removeTokenConfig(deployment.ctx, "Archive");
  await removeTokenConfig(deployment.ctx, "Support");
});

test("a file takes it along, in any order, and what it names and is not there is said when it is asked for", async () => {
  await exchanging();
  const { text } = await exportTokenConfigs(deployment.ctx, { tokenConfigs: undefined, secrets: "include" });
  const elsewhere = await startDeployment();
  const choice = { overwrite: false, dryRun: false, leaveOutRefused: false };
  await importTokenConfigs(elsewhere.ctx, new TextEncoder().encode(text), choice);
  await authorize(elsewhere, "Mailbox");
  expect((await accessTokenFor(elsewhere.ctx, "Archive")).accessToken).toMatch(/^access-/);

  const alone = await startDeployment();
  const one = await exportTokenConfigs(deployment.ctx, { tokenConfigs: ["Archive"], secrets: "include" });
  await importTokenConfigs(alone.ctx, new TextEncoder().encode(one.text), choice);
  const problem = await refused(requestToken(alone.ctx, "Archive", "token_exchange"));
  expect(problem.slug).toBe("needs-settings");
  expect(problem.parameters["reason"]).toContain("“Mailbox”, does not exist");
  await createTokenConfig(alone.ctx, mailboxInput(endpoint));
  expect((await refused(removeTokenConfig(alone.ctx, "Mailbox"))).slug).toBe("token-config-in-use");
  elsewhere.close();
  alone.close();
});

test("a cycle that a file brought is said, and nobody waits for themselves", async () => {
  await exchanging();
  await exchanging({ name: "Further", subjectTokenConfig: "Archive" });
  await deployment.db.client.execute(
    "UPDATE token_configs SET subject_token_config = 'Further' WHERE name = 'Archive'",
  );
  expect((await refused(give())).slug).toBe("needs-settings");
  expect((await storedToken(deployment, "Archive")).error).toContain("subject-cycle");
});
