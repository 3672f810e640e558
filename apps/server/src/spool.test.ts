import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  accessTokenFor,
  advanceKeyRotation,
  type Context,
  completeAuthorization,
  createTokenConfig,
  replaySpool,
  startAuthorization,
  startKeyRotation,
} from "@grantry/core";
import { tokenConfigInput } from "@grantry/schema";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSpool } from "./spool.ts";

const HOUR_MS = 3_600_000;

let folder: string;
const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "grantry-spool-")), "spool");
});
afterEach(() => {
  rmSync(join(folder, ".."), { recursive: true, force: true });
});

/** A host of the deployment with its spool in the folder: a new one is what a restart makes. */
const host = (of = deployment): Context => ({ ...of.ctx, platform: { ...of.platform, spool: openSpool(folder) } });
const files = () => readdirSync(folder);

async function authorized(ctx: Context): Promise<void> {
  const url = (path: string) => new URL(path, endpoint.url).href;
  const client = { clientId: "the-client", clientSecret: "the-client-secret", scope: "mail" };
  const urls = { authorizationUrl: url("/authorize"), tokenUrl: endpoint.url, refreshUrl: endpoint.url };
  await createTokenConfig(ctx, tokenConfigInput.parse({ name: "Mailbox", template: "custom", ...client, ...urls }));
  await authorize(ctx);
}

async function authorize(ctx: Context): Promise<void> {
  const { authorizationUrl, binding } = await startAuthorization(ctx, "Mailbox");
  const query = new URLSearchParams({ code: "good", state: authorizationUrl.searchParams.get("state") ?? "" });
  await completeAuthorization(ctx, { query, cookie: () => binding?.value });
}

/** From now on the database refuses what saves a token, as on a full disk. */
const refuseSaves = () =>
  deployment.db.client.execute(
    "CREATE TRIGGER full BEFORE UPDATE OF generation ON tokens BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END",
  );
const takeSaves = () => deployment.db.client.execute("DROP TRIGGER full");

/** Work that must save and cannot, until it gives up. */
async function unsaved(work: Promise<unknown>): Promise<void> {
  const outcome = work.then(
    () => "saved",
    (error: Error) => error.name,
  );
  await expect.poll(() => deployment.log.some((line) => line.includes("token.save-failed"))).toBe(true);
  deployment.pass(91_000); // a lease, and more
  expect(await outcome).toBe("AnswerNotSavedError");
}

test("an entry is on disk, readable by its owner alone, until it is forgotten; half-written ones are none", async () => {
  const spool = openSpool(folder);
  expect(await spool.entries()).toEqual([]);
  await spool.keep("b.0002", "v1.second" as never);
  await spool.keep("b.0001", "v1.first" as never);
  await spool.keep("a.0003", "v1.third" as never);
  writeFileSync(join(folder, "a.0004.part"), "v1.ha");
  expect((await openSpool(folder).entries()).map(({ sealed }) => sealed)).toEqual([
    "v1.first",
    "v1.second",
    "v1.third",
  ]);
  expect((await spool.entries("a")).map(({ id }) => id)).toEqual(["a.0003"]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const name of files())
    if (name.endsWith(".answer")) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  for (const { id } of await spool.entries()) await spool.forget(id);
  await spool.forget("a.0003");
  expect(await spool.entries()).toEqual([]);
});

test("a saved answer leaves nothing behind", async () => {
  await authorized(host());
  deployment.pass(HOUR_MS);
  await accessTokenFor(host(), "Mailbox");
  expect(files()).toEqual([]);
});

test("a refresh that the database does not take waits on disk, sealed, and is in force after the next start", async () => {
  await authorized(host());
  deployment.pass(HOUR_MS);
  await refuseSaves();
  await unsaved(accessTokenFor(host(), "Mailbox"));
  const [file = ""] = files();
  expect(readFileSync(join(folder, file), "utf8")).toMatch(/^v1\.k1\.[\w-]+\.[\w-]+$/);
  await takeSaves();
  const asked = endpoint.requests.length;
  const restarted = host(deployment.anotherHost());
  expect(await replaySpool(restarted)).toBe(1);
  expect((await accessTokenFor(restarted, "Mailbox")).accessToken).toMatch(/^access-/);
  expect(endpoint.requests).toHaveLength(asked);
  expect(files()).toEqual([]);
  deployment.pass(HOUR_MS);
  expect((await accessTokenFor(restarted, "Mailbox")).accessToken).toMatch(/^access-/);
});

test("a refresh token that came without a usable access token waits on disk as well, and is sent next", async () => {
  await authorized(host());
  deployment.pass(HOUR_MS);
  await refuseSaves();
  const body = JSON.stringify({ access_token: "at", token_type: "DPoP", refresh_token: "rt-rotated" });
  endpoint.answerNext({ status: 200, body });
  await unsaved(accessTokenFor(host(), "Mailbox"));
  await takeSaves();
  const restarted = host(deployment.anotherHost());
  expect(await replaySpool(restarted)).toBe(1);
  expect(files()).toEqual([]);
  deployment.pass(HOUR_MS);
  endpoint.answerNext({ status: 200, body: JSON.stringify({ access_token: "at-good", expires_in: 3600 }) });
  expect((await accessTokenFor(restarted, "Mailbox")).accessToken).toBe("at-good");
  expect(endpoint.requests.at(-1)?.get("refresh_token")).toBe("rt-rotated");
});

test("before a refresh is sent, what waits on disk is saved: the used refresh token is not sent again", async () => {
  const ctx = host();
  await authorized(ctx);
  deployment.pass(HOUR_MS);
  await refuseSaves();
  await unsaved(accessTokenFor(ctx, "Mailbox"));
  await takeSaves();
  const asked = endpoint.requests.length;
  deployment.pass(91_000); // a lease, and more
  expect((await accessTokenFor(ctx, "Mailbox")).accessToken).toMatch(/^access-/);
  expect(endpoint.requests).toHaveLength(asked);
});

test("a new consent that the database does not take is in force after the next start", async () => {
  const ctx = host();
  await authorized(ctx);
  const before = (await accessTokenFor(ctx, "Mailbox")).accessToken;
  await refuseSaves();
  await unsaved(authorize(ctx));
  await takeSaves();
  expect(await replaySpool(host())).toBe(1);
  expect((await accessTokenFor(ctx, "Mailbox")).accessToken).not.toBe(before);
});

test("an answer that a later consent has overtaken does not come back", async () => {
  const ctx = host();
  await authorized(ctx);
  await refuseSaves();
  await unsaved(authorize(ctx));
  await takeSaves();
  deployment.pass(1_000);
  await authorize({ ...ctx, platform: { ...ctx.platform, spool: null } });
  const { accessToken } = await accessTokenFor(ctx, "Mailbox");
  await replaySpool(ctx);
  expect((await accessTokenFor(ctx, "Mailbox")).accessToken).toBe(accessToken);
  expect(files()).toEqual([]);
});

test("an entry that does not open is kept and told of, and keeps nobody else's from being saved", async () => {
  const ctx = host();
  await authorized(ctx);
  await openSpool(folder).keep("x.0000", "v1.gone.AAAA.AAAA" as never);
  expect(await replaySpool(ctx)).toBe(0);
  expect(files()).toEqual(["x.0000.answer"]);
  expect(deployment.log.join()).toContain("spool.unreadable");
});

test("a key is not let go while an answer on disk is sealed with it", async () => {
  const ctx = host();
  await authorized(ctx);
  await refuseSaves();
  await unsaved(authorize(ctx));
  await startKeyRotation(ctx);
  const ring = () => deployment.platform.keys.keys.map(({ id }) => id);
  for (let step = 0; step < 10; step += 1) await advanceKeyRotation(ctx, 1_000);
  expect(ring()).toEqual(["k2", "k1"]);
  await takeSaves();
  expect(await replaySpool(ctx)).toBe(1);
  for (let step = 0; step < 10; step += 1) await advanceKeyRotation(ctx, 1_000);
  expect(ring()).toEqual(["k2"]);
});

test("a disk that takes nothing is no reason not to save", async () => {
  const ctx = host();
  writeFileSync(folder, "a file where the folder should be");
  await authorized(ctx);
  expect((await accessTokenFor(ctx, "Mailbox")).accessToken).toMatch(/^access-/);
  expect(deployment.log.join()).toContain("spool.failed");
});
