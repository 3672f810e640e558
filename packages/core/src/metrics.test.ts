import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { beforeEach, expect, test } from "vitest";
import { metricsText } from "./metrics.ts";
import { authorizedMailbox } from "./testing/mailbox.ts";
import { accessTokenFor } from "./tokens/access-token-for.ts";
import { requestToken } from "./tokens/request-token.ts";

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);
beforeEach(() => authorizedMailbox(deployment, endpoint));

const provider = () => new URL(endpoint.url).origin;
const refresh = (of = deployment) => requestToken(of.ctx, "Mailbox", "refresh_token");

test("every host tells what all hosts did, each request once", async () => {
  const other = deployment.anotherHost();
  await refresh();
  await refresh(other);
  endpoint.answerNext({ status: 401, body: JSON.stringify({ error: "invalid_client" }) });
  await expect(refresh(other)).rejects.toThrow();
  for (const host of [deployment, other]) {
    const text = await metricsText(host.ctx);
    const count = (outcome: string) => `{provider="${provider()}",kind="refresh",outcome="${outcome}"}`;
    expect(text).toContain(`grantry_token_requests_total${count("succeeded")} 2\n`);
    expect(text).toContain(`grantry_token_requests_total${count("config")} 1\n`);
    expect(text).toContain('grantry_tokens{status="needs-settings"} 1\n');
    expect(text).toContain('grantry_tokens{status="valid"} 0\n');
  }
});

test("a histogram's buckets add up, and the last one counts all", async () => {
  await refresh();
  const lines = (await metricsText(deployment.ctx)).split("\n");
  const values = lines
    .flatMap((line) => /_bucket\{.*kind="refresh",le="(.+)"\} (\d+)$/.exec(line)?.[2] ?? [])
    .map(Number);
  expect(values).toEqual([...values].sort((a, b) => a - b));
  expect(values.length).toBe(11);
  expect(values.at(-1)).toBe(1);
  expect(lines).toContain(`grantry_token_request_duration_seconds_count{provider="${provider()}",kind="refresh"} 1`);
});

test("tells how long until the next expiry, and how far the clock lags behind", async () => {
  const value = async (name: string) =>
    Number(new RegExp(`^${name} (\\S+)$`, "m").exec(await metricsText(deployment.ctx))?.[1]);
  expect(await value("grantry_next_expiry_seconds")).toBeGreaterThan(3_500);
  expect(await value("grantry_scheduler_lag_seconds")).toBe(0);
  deployment.pass(3_600_000 - 240_000);
  expect(await value("grantry_scheduler_lag_seconds")).toBeGreaterThan(50);
});

test("what the clock leaves to its readers, as at the edge, is no lag of the clock", async () => {
  endpoint.setLifetime(60);
  await refresh();
  deployment.pass(3_600_000);
  const edge = { ...deployment.ctx, platform: { ...deployment.platform, keptFreshFromMs: 300_000 } };
  expect(await metricsText(edge)).toContain("grantry_scheduler_lag_seconds 0\n");
  expect(await metricsText(deployment.ctx)).not.toContain("grantry_scheduler_lag_seconds 0\n");
});

test("counts who waits for another one's refresh", async () => {
  const waits = async () =>
    Number(/^grantry_lease_waits_total (\d+)$/m.exec(await metricsText(deployment.ctx))?.[1] ?? Number.NaN);
  const before = await waits();
  deployment.pass(3_600_000);
  const { arrived, release } = endpoint.holdNext();
  const first = accessTokenFor(deployment.ctx, "Mailbox");
  await arrived;
  const second = accessTokenFor(deployment.anotherHost().ctx, "Mailbox");
  await expect.poll(waits).toBeGreaterThan(before);
  release();
  expect((await second).accessToken).toBe((await first).accessToken);
});

test("is text that a collector reads, and holds no name and no secret", async () => {
  const text = await metricsText(deployment.ctx);
  for (const line of text.trimEnd().split("\n")) {
    expect(line).toMatch(/^(# (HELP|TYPE) grantry_\w+ .+|grantry_\w+(\{(\w+="[^"\n]*",?)+\})? -?\d+(\.\d+)?)$/);
  }
  expect(text).not.toMatch(/Mailbox|access-|refresh-\d/);
});
