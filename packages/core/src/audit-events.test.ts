import type { AuditEvent } from "@grantry/schema";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import { beforeEach, expect, test } from "vitest";
import { auditCsv } from "./audit-csv.ts";
import { exportAuditEvents, listAuditEvents } from "./audit-events.ts";
import { toInstant } from "./instants.ts";
import { setSetting } from "./settings.ts";
import { authorizedMailbox } from "./testing/mailbox.ts";
import { requestToken } from "./tokens/request-token.ts";

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);
let configId: string;
beforeEach(async () => {
  configId = await authorizedMailbox(deployment, endpoint);
});

const actions = (events: readonly AuditEvent[]) => events.map(({ action }) => action);
const list = async (filter = {}, limit = 50) => (await listAuditEvents(deployment.ctx, filter, { limit })).items;

test("tells who did what to what, newest first", async () => {
  const [newest, ...others] = await list();
  expect(newest).toMatchObject({
    action: "token.granted",
    actor: { kind: "user", label: "admin@example.org" },
    subject: { id: configId, label: "Mailbox" },
  });
  expect(actions(others)).toEqual(["authorization.started", "token-config.created"]);
});

test("is narrowed to a subject, an action, a kind of actor, and a time", async () => {
  await setSetting(deployment.ctx, "Token::RefreshMargin", 60);
  expect(actions(await list({ subjectId: configId }))).not.toContain("setting.set");
  expect(actions(await list({ action: "setting.set" }))).toEqual(["setting.set"]);
  expect(await list({ actorKind: "clock" })).toEqual([]);
  const hour = 3_600_000;
  const then = deployment.platform.now() + hour;
  deployment.pass(2 * hour);
  await setSetting(deployment.ctx, "Token::RefreshMargin", 90);
  expect(actions(await list({ since: toInstant(then) }))).toEqual(["setting.set"]);
  expect((await list({ until: toInstant(then) })).length).toBe(4);
});

test("is read page by page, each event once; an export has them all", async () => {
  const seen: string[] = [];
  let before: string | undefined;
  do {
    const page = await listAuditEvents(deployment.ctx, {}, { limit: 2, before });
    seen.push(...actions(page.items));
    before = page.next ?? undefined;
  } while (before !== undefined);
  expect(seen).toEqual(actions(await exportAuditEvents(deployment.ctx, {})));
  expect(seen.length).toBe(3);
});

test("says why a refresh failed, in the reader's language", async () => {
  endpoint.answerNext({ status: 400, body: JSON.stringify({ error: "unauthorized_client" }) });
  await expect(requestToken(deployment.ctx, "Mailbox", "refresh_token")).rejects.toThrow();
  const german = { ...deployment.ctx, language: "de" } as const;
  const { items } = await listAuditEvents(german, { action: "token.refresh-failed" }, { limit: 1 });
  expect(items[0]?.problem).toMatchObject({ title: "Die App-Registrierung erlaubt diesen Grant nicht." });
});

test("as a table it takes what people call things literally, and never as a formula", () => {
  const event = {
    id: "1",
    at: "2026-01-01T00:00:00.000Z",
    actor: { kind: "user", label: 'Ann, "the" admin' },
    action: "token-config.created",
    subject: { id: "c1", label: "=HYPERLINK(1)" },
    details: { lines: "a\nb" },
    problem: null,
  };
  const [head, line, end] = auditCsv([event]).split("\r\n");
  expect(head).toBe("at,action,actorKind,actor,subjectId,subject,problem,details");
  expect(line).toBe(
    `2026-01-01T00:00:00.000Z,token-config.created,user,"Ann, ""the"" admin",c1,'=HYPERLINK(1),,"{""lines"":""a\\nb""}"`,
  );
  expect(end).toBe("");
});
