import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { beforeEach, expect, test } from "vitest";
import { completeAuthorization } from "../authorize/complete-authorization.ts";
import { startAuthorization } from "../authorize/start-authorization.ts";
import { setSetting } from "../settings.ts";
import { everyTick } from "../testing/every-tick.ts";
import { authorizedMailbox } from "../testing/mailbox.ts";
import { removeTokenConfig } from "../token-configs/remove.ts";
import { tokenHistory } from "./history.ts";
import { forgetOld, refreshDue } from "./refresh-due.ts";
import { requestToken } from "./request-token.ts";

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);
beforeEach(() => authorizedMailbox(deployment, endpoint));

const DAY_MS = 86_400_000;
const history = (limit = 200, before?: string) => tokenHistory(deployment.ctx, "Mailbox", { limit, before });
const refresh = () => requestToken(deployment.ctx, "Mailbox", "refresh_token");
const tick = () => refreshDue(deployment.ctx, everyTick);

async function totals(): Promise<unknown[]> {
  const { rows } = await deployment.db.client.execute(
    "SELECT kind, outcome, sum(count) AS count FROM token_request_totals GROUP BY 1, 2 ORDER BY 1, 2",
  );
  return rows.map((row) => ({ ...row }));
}

async function arrive(query: Record<string, string>): Promise<void> {
  const { authorizationUrl, binding } = await startAuthorization(deployment.ctx, "Mailbox");
  const state = authorizationUrl.searchParams.get("state") ?? "";
  const arrived = new URLSearchParams({ ...query, state });
  await completeAuthorization(deployment.ctx, { query: arrived, cookie: () => binding?.value });
}

test("tells an authorization, a refresh and a failure, newest first, with how long and why", async () => {
  await refresh();
  const trace_id = "0f4a7b1e-2222-4444-8888-0123456789ab";
  const body = { error: "invalid_client", error_codes: [7000222], trace_id };
  endpoint.answerNext({ status: 401, body: JSON.stringify(body) });
  await expect(refresh()).rejects.toThrow();
  const { items, next } = await history();
  expect(items).toMatchObject([
    { kind: "refresh", outcome: "config", problem: { title: "The client secret has expired.", traceId: trace_id } },
    { kind: "refresh", outcome: "succeeded", problem: null },
    { kind: "authorization", outcome: "succeeded", problem: null },
  ]);
  for (const { durationMs } of items) expect(durationMs).toBeGreaterThanOrEqual(0);
  expect(next).toBeNull();
});

test("tells an authorization that the provider or we refused, in the reader's language", async () => {
  await arrive({ error: "access_denied" });
  await arrive({});
  const german = { ...deployment.ctx, language: "de" } as const;
  const { items } = await tokenHistory(german, "Mailbox", { limit: 2 });
  expect(items).toMatchObject([
    { kind: "authorization", outcome: "user", problem: { type: "urn:grantry:problem:authorization-incomplete" } },
    { kind: "authorization", outcome: "user", problem: { title: "Die Erlaubnis wurde abgelehnt." } },
  ]);
});

test("says no duration where nobody was asked", async () => {
  await deployment.db.client.execute("UPDATE token_secrets SET refresh_token = NULL");
  await expect(refresh()).rejects.toThrow();
  expect((await history(1)).items).toMatchObject([{ outcome: "reauth", durationMs: null }]);
});

test("is read page by page, each entry once", async () => {
  for (let turn = 0; turn < 4; turn += 1) await refresh();
  const seen: string[] = [];
  let before: string | undefined;
  do {
    const page = await history(2, before);
    seen.push(...page.items.map(({ id }) => id));
    before = page.next ?? undefined;
  } while (before !== undefined);
  expect(new Set(seen).size).toBe(5);
  expect(seen).toEqual([...seen].sort().reverse());
});

test("is forgotten by the clock after the days that the setting says; what is counted stays", async () => {
  await setSetting(deployment.ctx, "History::RetentionDays", 2);
  deployment.pass(DAY_MS + 60_000);
  await tick(); // renews
  expect((await history()).items.length).toBe(2);
  deployment.pass(DAY_MS);
  await tick();
  await forgetOld(deployment.ctx);
  expect((await history()).items.map(({ kind }) => kind)).toEqual(["refresh", "refresh"]);
  expect(await totals()).toContainEqual({ kind: "authorization", outcome: "succeeded", count: 1 });
});

test("is written with the token, or not at all: a save that comes too late is not told", async () => {
  const host = deployment.anotherHost();
  await Promise.all([
    requestToken(host.ctx, "Mailbox", "refresh_token").catch(() => undefined),
    refresh().catch(() => undefined),
  ]);
  const refreshed = (await history()).items.filter(({ kind }) => kind === "refresh").length;
  expect(await totals()).toContainEqual({ kind: "refresh", outcome: "succeeded", count: refreshed });
  expect(refreshed).toBe(endpoint.requests.length - 1);
});

test("goes with its configuration", async () => {
  await removeTokenConfig(deployment.ctx, "Mailbox");
  const { rows } = await deployment.db.client.execute("SELECT count(*) AS n FROM token_history");
  expect(rows[0]?.["n"]).toBe(0);
});
