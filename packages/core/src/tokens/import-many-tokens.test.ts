import { readTokenSecrets, replaceableTokens, takeOverTokens } from "@grantry/db";
import { secret } from "@grantry/schema";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { writeEntries } from "@grantry/token-config-file";
import { expect, test, vi } from "vitest";
import { newId } from "../ids.ts";
import { hostKilledAfter } from "../testing/killed-host.ts";
import { authorizedMailbox, mailboxInput, storedToken } from "../testing/mailbox.ts";
import { createTokenConfig } from "../token-configs/create.ts";
import { importTokenConfigs } from "../token-configs/import.ts";
import { importTokens } from "./import-tokens.ts";
import { requestToken } from "./request-token.ts";

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);

const plainly = { dryRun: false, timeZone: "UTC" };
const now = () => deployment.platform.now();
const seedTime = (at: number) => new Date(at).toISOString().slice(0, 19).replace("T", " ");
const listed = (name: string, members: Record<string, string>) =>
  `Token config '${name}' (valid, ID 1)\n\tToken information:\n${Object.entries(members)
    .map(([member, value]) => `\t\t${member}: ${value}\n`)
    .join("")}\n`;
const grants = (howMany: number, members: Record<string, string> = { RefreshToken: "r", Token: "a" }) =>
  Array.from({ length: howMany }, (_, n) => listed(`Mailbox ${n}`, members)).join("");
const bring = (text: string, choice: Partial<typeof plainly> = {}) =>
  importTokens(deployment.ctx, text, { ...plainly, ...choice });

async function configurations(howMany: number): Promise<void> {
  const Requests = {
    AuthorizationCode: { Request: { URL: "https://login.example.com/authorize" } },
    TokenByAuthorizationCode: { Request: { URL: "https://login.example.com/token" } },
    TokenByRefreshToken: { Request: { URL: "https://login.example.com/token" } },
  };
  const Config = { AuthFlow: "AuthorizationCode", ClientID: "app", ClientSecret: "secret of the app", Requests };
  const entries = Array.from({ length: howMany }, (_, n) => ({ Name: `Mailbox ${n}`, Config }));
  const file = new TextEncoder().encode(writeEntries(entries as never));
  await importTokenConfigs(deployment.ctx, file, { overwrite: false, dryRun: false, leaveOutRefused: false });
}

async function count(sql: string): Promise<number> {
  return Number((await deployment.db.client.execute(`SELECT ${sql}`)).rows[0]?.[0]);
}

/** Everything that a grant leaves, counted. */
const left = async () => ({
  tokens: await count("count(*) FROM tokens WHERE taken_over_at IS NOT NULL AND due_at IS NOT NULL AND generation = 1"),
  secrets: await count("count(*) FROM token_secrets WHERE refresh_token IS NOT NULL"),
  history: await count("count(*) FROM token_history WHERE kind = 'take-over' AND outcome = 'succeeded'"),
  total: await count("coalesce(sum(count), 0) FROM token_request_totals WHERE kind = 'take-over'"),
  audit: await count("count(DISTINCT subject_id) FROM audit_events WHERE action = 'token.taken-over'"),
});
const all = (howMany: number) => ({
  tokens: howMany,
  secrets: howMany,
  history: howMany,
  total: howMany,
  audit: howMany,
});

test("2,500 grants are taken over in 20 round trips, each with its secrets, its history and its audit line", async () => {
  await configurations(2_500);
  const ways = [vi.spyOn(deployment.db.client, "batch"), vi.spyOn(deployment.db.client, "execute")];
  const { entries } = await bring(grants(2_500));
  const roundTrips = ways.reduce((sum, way) => sum + way.mock.calls.length, 0);
  for (const way of ways) way.mockRestore();
  expect(roundTrips).toBeLessThanOrEqual(2 * 10 + 1); // and the settings once
  expect(new Set(entries.map(({ outcome }) => outcome))).toEqual(new Set(["taken-over"]));
  expect(entries.map(({ index }) => index)).toEqual(Array.from(entries.keys()));
  expect(entries.every(({ firstRefreshAt }) => firstRefreshAt !== null)).toBe(true);
  expect(await left()).toEqual(all(2_500));
});

test("a host killed between two pieces leaves whole grants, and the same list again brings the rest", async () => {
  await configurations(600);
  const { ctx, dead } = hostKilledAfter(2, deployment);
  void importTokens(ctx, grants(600), plainly);
  await dead;
  expect(await left()).toEqual(all(500));
  const { entries } = await bring(grants(600, { ChangeTime: seedTime(now() - 60_000), RefreshToken: "r", Token: "a" }));
  expect(entries.map(({ outcome }) => outcome)).toEqual([...Array(500).fill("kept"), ...Array(100).fill("taken-over")]);
  expect(await left()).toEqual(all(600));
});

test("long tokens end a piece before 250 of them do", async () => {
  await configurations(5);
  const batch = vi.spyOn(deployment.db.client, "batch");
  await bring(grants(5, { RefreshToken: "r".repeat(200_000), Token: "a".repeat(100_000) }));
  expect(batch).toHaveBeenCalledTimes(3); // two in each: the second one ends it
  expect(await left()).toEqual(all(5));
});

test("a token that is refreshed between reading and saving stays, with no line about it; the others are taken over", async () => {
  await authorizedMailbox(deployment, endpoint);
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint, { name: "Other" }));
  const { db, platform } = deployment;
  const here = await replaceableTokens(db, ["Mailbox", "Other", "Nobody"]);
  expect([...here.keys()].sort()).toEqual(["Mailbox", "Other"]);
  await requestToken(deployment.ctx, "Mailbox", "refresh_token");
  const refreshed = await storedToken(deployment, "Mailbox");
  const { refreshToken } = await readTokenSecrets(db, platform.keys, refreshed.configId, now());
  const taken = await takeOverTokens(db, platform.keys, {
    grants: [...here.values()].map((replaces) => ({
      replaces,
      accessToken: secret("elsewhere"),
      refreshToken: secret("elsewhere too"),
      grantedAt: 1,
      obtainedAt: now(),
      accessExpiresAt: null,
      refreshExpiresAt: null,
      auditId: newId(platform),
      historyId: newId(platform),
    })),
    now: now(),
    marginSeconds: 300,
    audit: { actor: deployment.ctx.actor, action: "token.taken-over" },
  });
  expect([...taken.keys()]).toEqual([here.get("Other")?.configId]);
  expect(await storedToken(deployment, "Mailbox")).toMatchObject({ ...refreshed, dueAt: expect.any(Number) });
  const kept = await readTokenSecrets(db, platform.keys, refreshed.configId, now());
  expect(kept.refreshToken?.reveal()).toBe(refreshToken?.reveal());
  expect(await left()).toEqual({ ...all(1), secrets: 2 });
});

test("what a newer grant replaces is kept for a day; one without a refresh token keeps the one that is there", async () => {
  const configId = await authorizedMailbox(deployment, endpoint);
  const { db, platform } = deployment;
  const secrets = () => readTokenSecrets(db, platform.keys, configId, now());
  const before = (await secrets()).refreshToken?.reveal();
  deployment.pass(60_000);
  await bring(listed("Mailbox", { ChangeTime: seedTime(now()), RefreshToken: "newer", Token: "a" }));
  const [previous] = (await secrets()).keptAside;
  expect([(await secrets()).refreshToken?.reveal(), previous?.kind, previous?.refreshToken.reveal()]).toEqual([
    "newer",
    "previous",
    before,
  ]);
  deployment.pass(60_000);
  const { RefreshTokenExpirationDate, ...accessAlone } = {
    ChangeTime: seedTime(now()),
    RefreshTokenExpirationDate: "2031-01-01 00:00:00",
    Token: "access alone",
  };
  await bring(listed("Mailbox", { ...accessAlone, RefreshTokenExpirationDate }));
  expect([(await secrets()).accessToken?.reveal(), (await secrets()).refreshToken?.reveal()]).toEqual([
    "access alone",
    "newer",
  ]);
  expect((await secrets()).keptAside).toHaveLength(1);
  const end = { refreshExpiresAt: Date.parse("2031-01-01T00:00:00Z"), refreshExpirySource: "provider" };
  expect(await storedToken(deployment, "Mailbox")).toMatchObject({ ...end, hasRefreshToken: true, account: null });
  deployment.pass(60_000);
  await bring(listed("Mailbox", { ChangeTime: seedTime(now()), Token: "third" }));
  expect(await storedToken(deployment, "Mailbox")).toMatchObject(end);
});

test("of a name that stands twice the newest is in force in the end, whichever comes first", async () => {
  await configurations(2);
  const [older, newer] = [seedTime(now() - 600_000), seedTime(now() - 60_000)];
  const { entries } = await bring(
    [
      listed("Mailbox 0", { ChangeTime: older, Token: "old" }),
      listed("Mailbox 0", { ChangeTime: newer, Token: "new" }),
      listed("Mailbox 1", { ChangeTime: newer, Token: "new" }),
      listed("Mailbox 1", { ChangeTime: older, Token: "old" }),
    ].join(""),
  );
  expect(entries.map(({ outcome }) => outcome)).toEqual(["taken-over", "taken-over", "taken-over", "kept"]);
  const { db, platform } = deployment;
  for (const { configId } of (await replaceableTokens(db, ["Mailbox 0", "Mailbox 1"])).values()) {
    expect((await readTokenSecrets(db, platform.keys, configId, now())).accessToken?.reveal()).toBe("new");
  }
});

test("what is said of names and tokens that try to break out of a statement is what they are", async () => {
  const name = `it's "quoted" \\ {"configId":"x"} é ${String.fromCodePoint(0x1f600)}`;
  const configId = (await createTokenConfig(deployment.ctx, mailboxInput(endpoint, { name }))).tokenConfig.id;
  expect((await bring(listed(name, { RefreshToken: `r'"\\u0000 --`, Token: "a" }))).entries).toMatchObject([
    { name, outcome: "taken-over" },
  ]);
  const { refreshToken } = await readTokenSecrets(deployment.db, deployment.platform.keys, configId, now());
  expect(refreshToken?.reveal()).toBe(`r'"\\u0000 --`);
  const { rows } = await deployment.db.client.execute(
    "SELECT subject_label FROM audit_events WHERE action = 'token.taken-over'",
  );
  expect(rows.map((row) => row["subject_label"])).toEqual([name]);
});
