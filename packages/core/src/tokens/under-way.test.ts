import { readTokenSecrets } from "@grantry/db";
import { ProblemError } from "@grantry/schema";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { beforeEach, expect, test } from "vitest";
import { addClientSecret, listAppRegistrations } from "../app-registrations.ts";
import { everyTick } from "../testing/every-tick.ts";
import { authorize, authorizedMailbox, mailboxInput, storedToken } from "../testing/mailbox.ts";
import { removeTokenConfig } from "../token-configs/remove.ts";
import { updateTokenConfig } from "../token-configs/update.ts";
import { accessTokenFor } from "./access-token-for.ts";
import { refreshDue } from "./refresh-due.ts";
import { requestToken } from "./request-token.ts";

// What happens to a refresh while its answer is awaited.

const HOUR_MS = 3_600_000;
/** The longest that a lease can last: request, saving, and what clocks may differ. */
const LEASE_MS = 90_000;

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);
beforeEach(() => authorizedMailbox(deployment, endpoint));

const give = (of = deployment) => accessTokenFor(of.ctx, "Mailbox");
const byHand = (of = deployment) => requestToken(of.ctx, "Mailbox", "refresh_token");
const stored = () => storedToken(deployment, "Mailbox");
const asked = () => endpoint.requests.length;
const refusal = (error: string) => ({ status: 400, body: JSON.stringify({ error }) });

async function secrets() {
  const { db, platform } = deployment;
  return readTokenSecrets(db, platform.keys, (await stored()).configId, platform.now());
}

async function slugOf(work: Promise<unknown>): Promise<string> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  return thrown instanceof ProblemError ? thrown.slug : String(thrown);
}

test("a late owner of the lease does not overwrite the newer token; its refresh token is tried before the grant is dead", async () => {
  const late = deployment.anotherHost();
  deployment.pass(HOUR_MS);
  const { arrived, release } = endpoint.holdNext();
  const lateAnswer = give(late);
  await arrived;
  deployment.pass(LEASE_MS + 1);
  endpoint.answerNext({ status: 200, body: '{"access_token":"newer","refresh_token":"dead-end","expires_in":3600}' });
  expect((await give()).accessToken).toBe("newer");
  release();
  expect((await lateAnswer).accessToken).toBe("newer");
  expect((await secrets()).refreshToken?.reveal()).toBe("dead-end");
  expect((await secrets()).keptAside.map(({ kind }) => kind)).toEqual(["spare", "previous"]);
  endpoint.answerNext(refusal("invalid_grant"));
  deployment.pass(HOUR_MS);
  expect((await give()).accessToken).toMatch(/^access-/);
  expect((await stored()).error).toBeNull();
});

test("a late answer that nobody overtook is saved", async () => {
  deployment.pass(HOUR_MS);
  const { arrived, release } = endpoint.holdNext();
  const answer = give();
  await arrived;
  deployment.pass(2 * LEASE_MS);
  release();
  expect((await answer).accessToken).toMatch(/^access-/);
  expect((await stored()).generation).toBe(2);
});

test.each([
  [30_000, -30_000],
  [-30_000, 30_000],
  [0, 30_000],
])("clocks that are off by %i and %i ms: one request in flight all the same", async (one, another) => {
  const [host, other] = [deployment.anotherHost(one), deployment.anotherHost(another)];
  deployment.pass(2 * HOUR_MS);
  const before = asked();
  const { arrived, release } = endpoint.holdNext();
  const first = give(host);
  await arrived;
  deployment.pass(29_000); // request and saving at their slowest
  const second = give(other);
  await new Promise((resolve) => setTimeout(resolve, 50));
  release();
  expect((await second).accessToken).toBe((await first).accessToken);
  expect(asked()).toBe(before + 1);
});

test.each([30_000, -30_000])(
  "a host whose clock is off by %i ms gives and renews tokens like any other",
  async (ahead) => {
    const other = deployment.anotherHost(ahead);
    for (let hour = 0; hour < 4; hour += 1) {
      const [turn, next] = hour % 2 ? [deployment, other] : [other, deployment];
      await refreshDue(turn.ctx, everyTick);
      const { accessToken, expiresAt } = await give(next);
      expect((await give(turn)).accessToken).toBe(accessToken);
      expect(Date.parse(expiresAt ?? "")).toBeGreaterThan(deployment.platform.now());
      deployment.pass(HOUR_MS - 200_000);
    }
    expect((await stored()).error).toBeNull();
  },
);

test("whoever asks by hand while the clock is at it gets what the clock gets", async () => {
  const other = deployment.anotherHost();
  deployment.pass(HOUR_MS);
  const before = asked();
  const { arrived, release } = endpoint.holdNext();
  const ticking = refreshDue(deployment.ctx, everyTick);
  await arrived;
  const hands = [byHand(), byHand(other)];
  await new Promise((resolve) => setTimeout(resolve, 50));
  release();
  expect((await Promise.all(hands)).map(({ status }) => status)).toEqual(["valid", "valid"]);
  await ticking;
  expect(asked()).toBe(before + 1);
});

test("a configuration deleted meanwhile: the answer has nowhere to go, and whoever waits is told so", async () => {
  deployment.pass(HOUR_MS);
  const { arrived, release } = endpoint.holdNext();
  const waiting = slugOf(give());
  await arrived;
  await removeTokenConfig(deployment.ctx, "Mailbox");
  release();
  expect(await waiting).toBe("token-config-not-found");
});

test("an edit meanwhile that keeps provider and client: the answer is saved, marked as of the settings before", async () => {
  deployment.pass(HOUR_MS);
  const { arrived, release } = endpoint.holdNext();
  const answer = give();
  await arrived;
  const input = mailboxInput(endpoint, { scope: "mail calendar", clientSecret: undefined });
  await updateTokenConfig(deployment.ctx, "Mailbox", { input, readVersion: 1 });
  release();
  expect((await answer).accessToken).toMatch(/^access-/);
  expect(await stored()).toMatchObject({ settingsGeneration: 1, changedSettings: ["scope"] });
});

test("an edit meanwhile that leads to another provider: nothing of the old one is kept, not even aside", async () => {
  const elsewhere = await startTokenEndpoint();
  deployment.pass(HOUR_MS);
  const { arrived, release } = endpoint.holdNext();
  const answer = give();
  await arrived;
  const input = mailboxInput(elsewhere);
  await updateTokenConfig(deployment.ctx, "Mailbox", { input, readVersion: 1 });
  await authorize(deployment, "Mailbox");
  release();
  await answer;
  expect((await secrets()).keptAside).toEqual([]);
  expect(elsewhere.requests).toHaveLength(1);
  await elsewhere.close();
});

test("a client secret corrected meanwhile: the refusal of the old one is not held against the new one", async () => {
  deployment.pass(HOUR_MS);
  const { arrived, release } = endpoint.holdNext();
  endpoint.answerNext(refusal("invalid_client"));
  const answer = give();
  await arrived;
  const [registration] = await listAppRegistrations(deployment.ctx);
  await addClientSecret(deployment.ctx, registration?.id ?? "", { clientSecret: "the-new-one", expiresAt: null });
  release();
  expect((await answer).accessToken).toMatch(/^access-/);
  expect((await stored()).error).toBeNull();
});

test("a save that the database took without saying so is not taken for someone else's", async () => {
  deployment.pass(HOUR_MS);
  const { client } = deployment.db;
  const batch = client.batch.bind(client);
  let cut = 0;
  client.batch = async (...args) => {
    const result = await batch(...args);
    if (JSON.stringify(args[0]).includes("insert into token_secrets") && cut++ === 0)
      throw new Error("the connection was cut");
    return result;
  };
  expect((await give()).accessToken).toMatch(/^access-/);
  expect(cut).toBeGreaterThan(0);
  expect((await stored()).generation).toBe(2);
  expect((await secrets()).keptAside.map(({ kind }) => kind)).toEqual(["previous"]);
});

test("a refresh token kept aside stays when its try gets no answer", async () => {
  await byHand();
  deployment.pass(HOUR_MS);
  endpoint.answerNext(refusal("invalid_grant"));
  endpoint.answerNext({ status: 503, body: "<html>" });
  expect(await slugOf(give())).toBe("provider-refused");
  expect((await secrets()).keptAside.map(({ kind }) => kind)).toEqual(["previous"]);
});

test("a new grant is renewed with its own refresh tokens alone, never with those of the grant before", async () => {
  await byHand();
  await authorize(deployment, "Mailbox");
  expect((await secrets()).keptAside).toEqual([]);
});

test("back-off counts for the clock; who has no usable token waits half a minute at most", async () => {
  deployment.pass(HOUR_MS);
  for (let failures = 0; failures < 5; failures += 1) {
    endpoint.answerNext({ status: 503, body: "<html>" });
    expect(await slugOf(byHand())).toBe("provider-refused");
  }
  expect(await slugOf(give())).toBe("token-refresh-paused");
  deployment.pass(30_001);
  expect(await refreshDue(deployment.ctx, everyTick)).toBe(0);
  expect((await give()).accessToken).toMatch(/^access-/);
});
