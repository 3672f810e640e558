import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { beforeEach, expect, test } from "vitest";
import { authorizedMailbox, storedToken } from "../testing/mailbox.ts";
import { handOverDue, refreshHandedOver } from "./hand-over-due.ts";

const HOUR_MS = 3_600_000;
const atOnce = { inAll: 5, perEndpoint: 3 };
const names = ["One", "Two", "Three", "Four", "Five"];

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);
beforeEach(async () => {
  for (const name of names) await authorizedMailbox(deployment, endpoint, { name });
});

const handOver = (keep = 2) => handOverDue(deployment.ctx, { keep, most: 100, each: 2, minLifetimeMs: 0 });
const refreshed = async () =>
  (await Promise.all(names.map((name) => storedToken(deployment, name)))).filter(({ generation }) => generation > 1);

test("what is due beyond what the tick keeps is handed over once, in parcels", async () => {
  expect(await handOver()).toEqual([]);
  deployment.pass(HOUR_MS);
  const parcels = await handOver();
  expect(parcels.map(({ configIds }) => configIds.length)).toEqual([2, 1]);
  expect(await handOver()).toEqual([]);
});

test("what was handed over is refreshed, and a second delivery changes nothing", async () => {
  deployment.pass(HOUR_MS);
  const parcels = await handOver();
  for (const parcel of [...parcels, ...parcels]) await refreshHandedOver(deployment.ctx, parcel, atOnce);
  expect(await refreshed()).toHaveLength(3);
  expect(endpoint.requests).toHaveLength(names.length + 3);
});

test("what got lost on the way is due again after ten minutes", async () => {
  deployment.pass(HOUR_MS);
  const lost = (await handOver()).flatMap(({ configIds }) => configIds);
  deployment.pass(10 * 60_000 + 1_000);
  expect((await handOver(1)).flatMap(({ configIds }) => configIds)).toEqual(expect.arrayContaining(lost.slice(1)));
});

test("one that fails does not keep the others from being refreshed", async () => {
  deployment.pass(HOUR_MS);
  const [parcel] = await handOverDue(deployment.ctx, { keep: 2, most: 100, each: 10, minLifetimeMs: 0 });
  endpoint.answerNext({ status: 503, body: "<html>" });
  if (parcel) await refreshHandedOver(deployment.ctx, parcel, atOnce);
  expect(await refreshed()).toHaveLength(2);
});
