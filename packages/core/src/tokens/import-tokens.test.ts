import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { expect, test } from "vitest";
import { everyTick } from "../testing/every-tick.ts";
import { authorizedMailbox, mailboxInput, storedToken } from "../testing/mailbox.ts";
import { createTokenConfig } from "../token-configs/create.ts";
import { getTokenConfig } from "../token-configs/view.ts";
import { accessTokenFor } from "./access-token-for.ts";
import { importTokens } from "./import-tokens.ts";
import { refreshDue } from "./refresh-due.ts";

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);

const seedTime = (at: number) => new Date(at).toISOString().slice(0, 19).replace("T", " ");
const now = () => deployment.platform.now();

function listed(name: string, members: Record<string, string>): string {
  const lines = Object.entries(members).map(([member, value]) => `\t\t${member}: ${value}\n`);
  return `Token config '${name}' (valid, ID 1)\n\tToken information:\n${lines.join("")}\n`;
}

const running = (refreshToken: string) => ({
  ChangeTime: seedTime(now() - 600_000),
  CreateTime: seedTime(now() - 86_400_000),
  RefreshToken: refreshToken,
  Token: "access-of-the-other-system",
  TokenExpirationDate: seedTime(now() + 3_000_000),
});
const bring = (text: string, choice: { dryRun?: boolean; timeZone?: string } = {}) =>
  importTokens(deployment.ctx, text, { dryRun: false, timeZone: "UTC", ...choice });

/** A refresh token that the endpoint takes, as the other system holds it. */
async function grantElsewhere(): Promise<string> {
  const answer = await fetch(endpoint.url, {
    method: "POST",
    body: new URLSearchParams({ grant_type: "authorization_code", code: "good" }),
  });
  return ((await answer.json()) as { refresh_token: string }).refresh_token;
}

test("a grant goes on where it was: its access token is given, then renewed, with nobody consenting", async () => {
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint));
  const report = await bring(listed("Mailbox", running(await grantElsewhere())));
  expect(report.entries).toMatchObject([{ outcome: "taken-over", firstRefreshAt: expect.stringMatching(/Z$/) }]);
  const { tokenConfig } = await getTokenConfig(deployment.ctx, "Mailbox");
  expect(tokenConfig.token).toMatchObject({ status: "valid", takenOverAt: expect.stringMatching(/Z$/) });
  expect((await accessTokenFor(deployment.ctx, "Mailbox")).accessToken).toBe("access-of-the-other-system");
  deployment.pass(3_000_000);
  await refreshDue(deployment.ctx, everyTick);
  await deployment.settled();
  expect((await accessTokenFor(deployment.ctx, "Mailbox")).accessToken).toMatch(/^access-\d/);
  expect((await getTokenConfig(deployment.ctx, "Mailbox")).tokenConfig.token.takenOverAt).toBeNull();
});

test("grants are all taken over though who asked has left", async () => {
  for (const name of ["One", "Two"]) await createTokenConfig(deployment.ctx, mailboxInput(endpoint, { name }));
  const handedOver: Promise<unknown>[] = [];
  const platform = { ...deployment.platform, afterResponse: (work: Promise<unknown>) => void handedOver.push(work) };
  const text = listed("One", running("r1")) + listed("Two", running("r2"));
  importTokens({ ...deployment.ctx, platform }, text, { dryRun: false, timeZone: "UTC" }).catch(() => undefined);
  expect(handedOver).toHaveLength(1);
  await Promise.all(handedOver);
  for (const name of ["One", "Two"]) expect((await storedToken(deployment, name)).hasRefreshToken).toBe(true);
});

test("what is newer here stays, also when the same list comes twice", async () => {
  await authorizedMailbox(deployment, endpoint);
  const generation = (await storedToken(deployment, "Mailbox")).generation;
  expect((await bring(listed("Mailbox", running("older")))).entries).toMatchObject([{ outcome: "kept" }]);
  expect((await storedToken(deployment, "Mailbox")).generation).toBe(generation);
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint, { name: "Second" }));
  const list = listed("Second", running(await grantElsewhere()));
  expect((await bring(list)).entries).toMatchObject([{ outcome: "taken-over" }]);
  expect((await bring(list)).entries).toMatchObject([{ outcome: "kept" }]);
});

test("a dry run, a name that is not here, a record with no token: nothing changes", async () => {
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint));
  const text = listed("Mailbox", running("r")) + listed("Nobody", running("r")) + listed("Mailbox", { Token: "" });
  const outcomes = (await bring(text, { dryRun: true })).entries.map(({ outcome }) => outcome);
  expect(outcomes).toEqual(["taken-over", "not-found", "empty"]);
  expect((await storedToken(deployment, "Mailbox")).accessObtainedAt).toBeNull();
});

test("a refresh token alone is enough; times are read in the other system's zone", async () => {
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint));
  await bring(listed("Mailbox", { RefreshToken: await grantElsewhere() }));
  expect((await accessTokenFor(deployment.ctx, "Mailbox")).accessToken).toMatch(/^access-\d/);
  await createTokenConfig(deployment.ctx, mailboxInput(endpoint, { name: "Zoned" }));
  await bring(listed("Zoned", { ...running("r"), TokenExpirationDate: "2030-01-01 12:00:00" }), {
    timeZone: "Europe/Berlin",
  });
  expect((await storedToken(deployment, "Zoned")).accessExpiresAt).toBe(Date.parse("2030-01-01T11:00:00Z"));
});
