import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Database, readRows } from "./database.ts";
import { migrate } from "./migrate.ts";
import { readMigrations } from "./migrations.node.ts";
import { openEmbeddedDatabase } from "./open.node.ts";
import { usersStatement } from "./token-config-users.ts";

/** What the clock, the banner's poll and the broker ask again and again. */
const queries: Readonly<Record<string, string>> = {
  "due tokens":
    "select t.config_id, due_at, token_origin from tokens t join token_configs c on c.id = t.config_id join app_registrations r on r.id = c.app_registration_id where due_at <= 1 and (due_at > 0 or (due_at = 0 and config_id > 'x')) order by due_at, config_id limit 10",
  "next due": "select min(due_at) from tokens where due_at is not null",
  "newest expiry that passed": "select max(access_expires_at) from tokens where access_expires_at <= 1",
  "newest refresh expiry that passed": "select max(refresh_expires_at) from tokens where refresh_expires_at <= 1",
  "newest client secret's end that passed": "select max(expires_at) from client_secrets where expires_at <= 1",
  "newest certificate's end that passed": "select max(expires_at) from client_keys where expires_at <= 1",
  "grants that are out of use for a while":
    "select c.id from overview_rows o join token_configs c on c.id = o.config_id join tokens t on t.config_id = o.config_id where o.standing = 7 and c.validity = 'invalid-temporarily' and t.has_refresh_token = 1",
  "an authorization by its state": "select * from authorizations where state_hash = 'x'",
  "history that is forgotten": "delete from token_history where at < 1",
  "a token's history": "select * from token_history where config_id = 'x' and id < 'y' order by id desc limit 10",
  "the audit log": "select * from audit_events where id >= 'a' and id < 'z' order by id desc limit 10",
  "the audit log of a subject": "select * from audit_events where subject_id = 'x' order by id desc limit 10",
  "the audit log of an action": "select * from audit_events where action = 'x' and id < 'y' order by id desc limit 10",
  "old calls of web services": "select id from invocations where at < 1 limit 1",
  "calls of a web service": "select id from invocations where service_id = 'x' order by at desc limit -1 offset 5000",
  "the web services of a token configuration": "select name from web_services where token_config_id = 'x'",
  "device authorizations to ask about":
    "select id from device_authorizations where next_poll_at <= 1 order by next_poll_at limit 5",
  "next device authorization": "select min(next_poll_at) from device_authorizations where next_poll_at is not null",
  "old device authorizations": "select id from device_authorizations where expires_at < 1",
  "a token that a consumer is given":
    "select * from token_configs c join tokens t on t.config_id = c.id left join token_secrets s on s.config_id = c.id where c.id = 'x' or c.name = 'x'",
  "tokens that grants from elsewhere may replace":
    "select t.generation from token_configs c join tokens t on t.config_id = c.id left join token_secrets s on s.config_id = c.id where c.name in (select value from json_each('[]'))",
  "tokens that grants from elsewhere replace":
    "update tokens set generation = 1 from json_each('[]') e where tokens.config_id = e.value ->> 'configId' and tokens.generation = e.value ->> 'generation'",
  "an API key": "select * from api_keys where hash = 'x'",
  "the overview's first page": "select config_id from overview_rows order by name limit 50",
  "the overview's most urgent": "select config_id from overview_rows order by standing, expires_at, name limit 50",
  "the overview's search": "select config_id from overview_rows where instr(search_text, 'X') order by name limit 50",
  "how many a search finds":
    "select count(*), count(*) filter (where standing = 6 and expires_at <= 1) from overview_rows where instr(search_text, 'X')",
  "rows that no search finds yet": "select count(*) from overview_rows where search_text is null",
  "who needs a person":
    "select count(*) from overview_rows where standing in (1, 2, 3, 5) or (standing = 6 and expires_at <= 1)",
  "tokens with trouble":
    "select config_id from overview_rows where standing < 6 union select config_id from overview_rows where standing = 6 and expires_at <= 1 union select config_id from overview_rows where lacks_refresh_token = 1 union select config_id from tokens where refresh_expires_at <= 1",
  "imports to go on with": "select id from imports where due_at <= 1 order by due_at",
  "next import": "select min(due_at) from imports where due_at is not null",
  "someone's imports": "select * from imports where actor_id = 'x' order by started_at desc limit 50",
  "the next piece of an import":
    "select * from import_pieces where import_id = 'x' and rows is null order by number limit 1",
  "what channels are to be sent":
    "select id from deliveries where next_attempt_at <= 1 order by next_attempt_at limit 10",
  "next delivery to a channel": "select min(next_attempt_at) from deliveries where next_attempt_at is not null",
  "what a channel was told": "select notification_id from deliveries where channel_id = 'x'",
  "a delivery that is taken": "update deliveries set attempts = 1 where id = 'x' and next_attempt_at <= 1",
  "a session": "select * from sessions where token = 'x'",
};

async function migrated(): Promise<Database> {
  const db = openEmbeddedDatabase(join(mkdtempSync(join(tmpdir(), "grantry-plan-")), "grantry.db"), "create");
  await migrate(db, readMigrations(), 1);
  return db;
}

test.each(Object.entries(queries))("%s uses its index", async (_name, query) => {
  const db = await migrated();
  const plan = (await db.client.execute(`EXPLAIN QUERY PLAN ${query}`)).rows.map((row) => String(row["detail"]));
  expect(plan.join("\n")).toMatch(/USING (COVERING )?INDEX/);
  expect(plan.join("\n")).not.toMatch(/^SCAN \w+$|USE TEMP B-TREE FOR ORDER BY/m);
});

test("who uses a page of configurations is found by indexes: only API keys, which are few, are read one by one", async () => {
  const db = await migrated();
  const { sql, params } = usersStatement(db, ["a", "b"]).toSQL();
  const plan = await readRows<{ detail: string }>(db, { toSQL: () => ({ sql: `EXPLAIN QUERY PLAN ${sql}`, params }) });
  const steps = plan
    .map(({ detail }) => detail)
    .filter((step) => /^(SCAN|SEARCH) (c|k|web_services|mail_accounts)\b/.test(step));
  const begins = steps.map((step) => step.split(" USING ")[0]);
  expect(new Set(begins)).toEqual(new Set(["SCAN k", "SEARCH c", "SEARCH web_services", "SEARCH mail_accounts"]));
});
