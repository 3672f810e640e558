import { type AuditEvent, saveFailure, saveRenewedToken } from "@grantry/db";
import { type AuditAction, secret } from "@grantry/schema";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { beforeEach, expect, test } from "vitest";
import { auditLine } from "../audit.ts";
import { authorizedMailbox, storedToken } from "../testing/mailbox.ts";
import { newTokenOf } from "./answer.ts";

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);
let configId: string;
beforeEach(async () => {
  configId = await authorizedMailbox(deployment, endpoint);
});

const line = (action: AuditAction): AuditEvent => auditLine(deployment.ctx, action, { id: configId, label: "Mailbox" });

async function linesOf(action: string): Promise<number> {
  const { rows } = await deployment.db.client.execute({
    sql: "SELECT count(*) FROM audit_events WHERE action = ? AND subject_id = ? AND actor_label = 'admin@example.org'",
    args: [action, configId],
  });
  return Number(rows[0]?.[0]);
}

async function save(generation: number): Promise<boolean> {
  const { db, platform } = deployment;
  const got = {
    accessToken: secret("late"),
    tokenType: "Bearer",
    refreshToken: undefined,
    refreshTokenExpiresInSeconds: undefined,
    scope: undefined,
    accountNames: [],
    expiresInSeconds: 60,
    expirySource: "provider",
  } as const;
  const how = { kind: "refreshed", settingsGeneration: 1, replaced: null, now: platform.now() } as const;
  return saveRenewedToken(db, platform.keys, {
    configId,
    generation,
    token: newTokenOf(got, how),
    now: platform.now(),
    marginSeconds: 300,
    audit: line("token.refreshed"),
    history: { id: "h1", at: platform.now(), durationMs: 1 },
  });
}

async function fail(generation: number, owner: string): Promise<void> {
  const { db, platform } = deployment;
  await saveFailure(db, {
    configId,
    generation,
    owner,
    failure: { class: "transient", explanation: "timeout" },
    nextAttemptAt: null,
    unansweredSince: undefined,
    now: platform.now(),
    marginSeconds: 300,
    audit: line("token.refresh-failed"),
    history: { id: "h2", at: platform.now(), durationMs: 1 },
  });
}

test("a save that comes too late leaves nothing, not even a line in the audit log", async () => {
  const before = await storedToken(deployment, "Mailbox");
  expect(await save(before.generation - 1)).toBe(false);
  expect(await storedToken(deployment, "Mailbox")).toEqual(before);
  expect(await linesOf("token.refreshed")).toBe(0);
  expect(await save(before.generation)).toBe(true);
  expect(await linesOf("token.refreshed")).toBe(1);
});

test("a failure noted by someone whose lease is over leaves nothing, not even a line in the audit log", async () => {
  const before = await storedToken(deployment, "Mailbox");
  await fail(before.generation, "someone else");
  expect(await storedToken(deployment, "Mailbox")).toEqual(before);
  expect(await linesOf("token.refresh-failed")).toBe(0);
  await deployment.db.client.execute("UPDATE tokens SET lease_owner = 'me'");
  await fail(before.generation, "me");
  expect((await storedToken(deployment, "Mailbox")).attempts).toBe(1);
  expect(await linesOf("token.refresh-failed")).toBe(1);
});
