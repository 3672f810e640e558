import { type Deployment, startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { beforeEach, expect, test } from "vitest";
import { checkDeployment } from "./doctor.ts";
import { authorizedMailbox } from "./testing/mailbox.ts";
import { requestToken } from "./tokens/request-token.ts";

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);
beforeEach(() => authorizedMailbox(deployment, endpoint));

const MINUTE_MS = 60_000;
const provider = () => `provider ${new URL(endpoint.url).host}`;

async function saidOf(name: string, of = deployment) {
  return (await checkDeployment(of.ctx)).find((check) => check.name === name);
}

test("with clocks that agree all is well", async () => {
  expect((await checkDeployment(deployment.ctx)).map(({ state }) => state)).not.toContain("bad");
  expect(await saidOf(provider())).toMatchObject({ state: "good", says: "reachable, clocks agree" });
});

test.each([
  [-10 * MINUTE_MS, "This machine's clock is 10 minutes behind the provider's."],
  [10 * MINUTE_MS, "This machine's clock is 10 minutes ahead of the provider's."],
  [-30 * 60 * MINUTE_MS, "30 hours behind"],
])("a clock that is off by %i ms is told, and which way", async (off, words) => {
  const said = await saidOf(provider(), deployment.anotherHost(off));
  expect(said).toMatchObject({ state: "warning", says: expect.stringContaining(words) });
});

test("a clock far from a remote database's is told: leases bear half a minute", async () => {
  const remote = (of: Deployment): Deployment => ({ ...of, ctx: { ...of.ctx, db: { ...of.ctx.db, isRemote: true } } });
  expect(await saidOf("clock", remote(deployment))).toMatchObject({ state: "good" });
  expect(await saidOf("clock", remote(deployment.anotherHost(MINUTE_MS)))).toMatchObject({
    state: "bad",
    says: expect.stringContaining("60 s ahead of the database's"),
  });
  expect(await saidOf("clock")).toBeUndefined();
});

test("a provider that cannot be reached is named, with what to check", async () => {
  await endpoint.close();
  expect(await saidOf(provider())).toMatchObject({ state: "bad", says: expect.stringContaining("cannot be reached") });
});

test("a provider's clock that is far off is told in the log, once an hour", async () => {
  const off = deployment.anotherHost(5 * MINUTE_MS);
  await requestToken(off.ctx, "Mailbox", "refresh_token");
  await requestToken(off.ctx, "Mailbox", "refresh_token");
  const told = off.log.filter((line) => line.includes("clock.differs"));
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/"aheadSeconds":-(299|30[01])/);
});
