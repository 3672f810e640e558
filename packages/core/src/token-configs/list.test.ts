import { type StatusGroup, statusGroups, type TokenStatus, tokenConfigSorts, validities } from "@grantry/schema";
import { startDeployment, startTokenEndpoint } from "@grantry/testing";
import { forEachTest } from "@grantry/testing/for-each-test";
import fc from "fast-check";
import { expect, test } from "vitest";
import { mailboxInput } from "../testing/mailbox.ts";
import { tokenStatusOf } from "../tokens/status.ts";
import { createTokenConfig } from "./create.ts";
import { listTokenConfigs } from "./list.ts";
import { removeTokenConfig } from "./remove.ts";

const endpoint = forEachTest(startTokenEndpoint);
const deployment = forEachTest(startDeployment);

const firstPage = { sort: "name", page: 1, pageSize: 50 };
const add = (name: string) => createTokenConfig(deployment.ctx, mailboxInput(endpoint, { name }));
const found = async (q: string) =>
  (await listTokenConfigs(deployment.ctx, { ...firstPage, q })).items.map(({ name }) => name);
const run = (sql: string, ...args: (string | number | null)[]) => deployment.db.client.execute({ sql, args });

const everyName = ['100 % "sure" AND (more)', "Büro Müller", "Große Straße", "ΟΔΟΣ", "Входящая почта", "邮箱服务"];

test.each([
  ["a part of a word", "ller", ["Büro Müller"]],
  ["in another case", "MÜLLER", ["Büro Müller"]],
  ["without the accents", "muller", ["Büro Müller"]],
  ["with the accents as characters of their own", "mu\u0308ller", ["Büro Müller"]],
  ["words in any order, short ones too", "müller bü", ["Büro Müller"]],
  ["a part of two characters", "ll", ["Büro Müller"]],
  ["one letter for two", "strasse", ["Große Straße"]],
  ["two letters for one", "GROßE", ["Große Straße"]],
  ["either of two small letters", "οδος", ["ΟΔΟΣ"]],
  ["one character", "в", ["Входящая почта"]],
  ["another script", "ПОЧТ", ["Входящая почта"]],
  ["a script without spaces", "箱服务", ["邮箱服务"]],
  ["an account", "support@example", ["Büro Müller"]],
  ["a template", "cust", everyName],
  ["a quote", '"sure"', ['100 % "sure" AND (more)']],
  ["an operator", "AND", ['100 % "sure" AND (more)']],
  ["a bracket", "(more", ['100 % "sure" AND (more)']],
  ["nothing but spaces finds all", "  ", everyName],
  ["what is nowhere", "nowhere", []],
])("search: %s", async (_title, q, names) => {
  for (const name of everyName) await add(name);
  await run(
    "UPDATE tokens SET account = 'support@example.org' WHERE config_id = (SELECT id FROM token_configs WHERE name = 'Büro Müller')",
  );
  expect(await found(q)).toEqual(names);
});

test("whatever is typed is searched for, never taken for a query or refused", async () => {
  await add("Mailbox");
  const typed = fc.oneof(
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.mixedCase(fc.constantFrom("NEAR(a b)", "name:x", "-a", "^a", "a*", "a OR b", '"', "{a b}: c")),
  );
  await fc.assert(
    fc.asyncProperty(typed, async (q) => {
      const { total, items } = await listTokenConfigs(deployment.ctx, { ...firstPage, q });
      expect(total).toBe(items.length);
    }),
    { numRuns: 300 },
  );
});

/** So many copies of the first one, without a search text. */
async function addMany(count: number) {
  await add("First");
  const many = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`;
  const settings = "grant, validity, app_registration_id, refresh_configured, keep_fresh";
  const choices = "notify_expired_token, notify_expired_refresh_token, created_at, updated_at";
  await run(
    `INSERT INTO token_configs (id, name, template, ${settings}, ${choices}) ${many}
     SELECT 'id' || i, 'Müller ' || i, template, ${settings}, ${choices} FROM token_configs, n`,
  );
  await run("INSERT INTO tokens (config_id) SELECT id FROM token_configs WHERE id LIKE 'id%'");
}

test("the first search after many were added finds all of them", async () => {
  await addMany(1100);
  expect(await listTokenConfigs(deployment.ctx, { ...firstPage, q: "muller" })).toMatchObject({ total: 1100 });
});

test("a group of many is shown page by page as a group of few is, in any order", async () => {
  await addMany(1100);
  await run("UPDATE tokens SET access_obtained_at = 1, attempts = 1, error_class = 'transient' WHERE rowid % 9 = 0");
  const all = await everything();
  for (const status of ["needs-you", "failing"] as const) {
    const members: readonly TokenStatus[] = statusGroups[status];
    const plain = all.filter((row) => members.includes(row.status));
    for (const sort of tokenConfigSorts) {
      const { items, total } = await listTokenConfigs(deployment.ctx, { ...firstPage, sort, status, page: 2 });
      expect([status, sort, total, namesOf(items)]).toEqual([
        status,
        sort,
        plain.length,
        namesOf(sorted(plain, sort).slice(50, 100)),
      ]);
    }
  }
});

const names = ["Accounts", "Billing", "Support", "Support north", "Desk", "Mail of sales"];
type Change = typeof change extends fc.Arbitrary<infer C> ? C : never;
const change = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), name: fc.constantFrom(...names) }),
  fc.record({ kind: fc.constant("remove" as const), name: fc.constantFrom(...names) }),
  fc.record({ kind: fc.constant("rename" as const), name: fc.constantFrom(...names), to: fc.constantFrom(...names) }),
  fc.record({
    kind: fc.constant("validity" as const),
    name: fc.constantFrom(...names),
    to: fc.constantFrom(...validities),
  }),
  fc.record({
    kind: fc.constant("token" as const),
    name: fc.constantFrom(...names),
    obtainedAt: fc.constantFrom(null, 1),
    expiresAt: fc.constantFrom(null, 999, 1_000, 1_001, 2_000),
    attempts: fc.constantFrom(0, 1),
    errorClass: fc.constantFrom(null, null, "transient", "reauth", "config", "provider-admin"),
    account: fc.constantFrom(null, "support@example.org", "desk@example.org"),
    hasRefreshToken: fc.constantFrom(0, 1),
  }),
  fc.record({
    kind: fc.constant("refresh" as const),
    name: fc.constantFrom(...names),
    configured: fc.constantFrom(0, 1),
  }),
);

test("after any changes the overview shows, counts, sorts and finds what a plain look at everything does", async () => {
  await add("First");
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
      for (const one of changes) await apply(one);
      const all = await everything();
      const listed = async (wanted: Partial<Parameters<typeof listTokenConfigs>[1]>) =>
        listTokenConfigs(
          { ...deployment.ctx, platform: { ...deployment.platform, now: () => NOW } },
          { ...firstPage, ...wanted },
        );
      for (const [status, members] of Object.entries(statusGroups) as [StatusGroup, readonly TokenStatus[]][]) {
        const plain = all.filter((row) => members.includes(row.status));
        const { items, counts, total } = await listed({ status });
        expect([status, namesOf(items), counts[status], total]).toEqual([
          status,
          namesOf(plain),
          plain.length,
          plain.length,
        ]);
      }
      for (const q of ["sup", "support no", "de", "example.org"]) {
        const plain = all.filter((row) => q.split(" ").every((word) => holds(row, word)));
        expect([q, namesOf((await listed({ q })).items)]).toEqual([q, namesOf(plain)]);
      }
      for (const sort of tokenConfigSorts) {
        expect([sort, namesOf((await listed({ sort })).items)]).toEqual([sort, namesOf(sorted(all, sort))]);
      }
      const { rows } = await run("SELECT name FROM overview_rows WHERE lacks_refresh_token");
      expect(rows.map((row) => row["name"]).sort()).toEqual(namesOf(all.filter((row) => row.lacksRefreshToken)).sort());
    }),
    { numRuns: 40 },
  );
}, 60_000);

const NOW = 1_000;
const urgency: readonly TokenStatus[][] = [
  ["needs-authorization"],
  ["needs-settings"],
  ["needs-provider-admin"],
  ["failing"],
  ["never-requested"],
  ["expired", "due", "valid"],
  ["not-in-use"],
];

interface PlainRow {
  readonly name: string;
  readonly account: string | null;
  readonly status: TokenStatus;
  readonly expiresAt: number;
  readonly updatedAt: number;
  readonly lacksRefreshToken: boolean;
}

/** All there is, by name, without anything that the overview uses. */
async function everything(): Promise<PlainRow[]> {
  const { rows } = await run("SELECT * FROM token_configs c JOIN tokens t ON t.config_id = c.id");
  const plain = rows.map((row): PlainRow => {
    const column = <T>(name: string) => row[name] as T; // as the tables declare it
    const expiresAt = column<number | null>("access_expires_at");
    const token = {
      accessObtainedAt: column<number | null>("access_obtained_at"),
      accessExpiresAt: expiresAt,
      renewAt: null,
      leaseUntil: null,
      errorClass: column<string | null>("error_class"),
      attempts: column<number>("attempts"),
    };
    return {
      name: column("name"),
      account: column("account"),
      status: tokenStatusOf({ validity: column("validity") }, token, NOW),
      expiresAt: expiresAt ?? Number.MAX_SAFE_INTEGER,
      updatedAt: column("updated_at"),
      lacksRefreshToken:
        column("validity") === "valid" &&
        token.accessObtainedAt !== null &&
        column("refresh_configured") === 1 &&
        column("has_refresh_token") === 0,
    };
  });
  return sorted(plain, "name");
}

function sorted(rows: readonly PlainRow[], sort: (typeof tokenConfigSorts)[number]): PlainRow[] {
  const keysOf: Readonly<Record<string, (row: PlainRow) => (number | string)[]>> = {
    name: ({ name }) => [name],
    status: ({ expiresAt, name, status }) => [urgency.findIndex((same) => same.includes(status)), expiresAt, name],
    expires: ({ expiresAt, name }) => [expiresAt, name],
    updated: ({ name, updatedAt }) => [updatedAt, name],
  };
  const keys = keysOf[sort.replace("-", "")] ?? (() => []);
  const ascending = [...rows].sort((a, b) => {
    const [left, right] = [keys(a), keys(b)];
    const differing = left.findIndex((key, index) => key !== right[index]);
    return (left[differing] ?? 0) < (right[differing] ?? 0) ? -1 : 1;
  });
  return sort.startsWith("-") ? ascending.reverse() : ascending;
}

function holds({ account, name }: PlainRow, word: string): boolean {
  return [name, account ?? ""].some((text) => text.toLowerCase().includes(word));
}

const namesOf = (rows: readonly { name: string }[]) => rows.map(({ name }) => name);

async function apply(one: Change): Promise<void> {
  const { rows } = await run("SELECT id FROM token_configs WHERE name = ?", one.name);
  const id = rows[0]?.["id"];
  const taken = async (name: string) => (await run("SELECT 1 FROM token_configs WHERE name = ?", name)).rows.length > 0;
  if (one.kind === "add" && id === undefined) await add(one.name);
  if (typeof id !== "string") return;
  switch (one.kind) {
    case "remove":
      return removeTokenConfig(deployment.ctx, id);
    case "rename":
      if (!(await taken(one.to)))
        await run("UPDATE token_configs SET name = ?, updated_at = updated_at + 1 WHERE id = ?", one.to, id);
      return;
    case "validity":
      await run("UPDATE token_configs SET validity = ? WHERE id = ?", one.to, id);
      return;
    case "refresh":
      await run("UPDATE token_configs SET refresh_configured = ? WHERE id = ?", one.configured, id);
      return;
    case "token":
      await run(
        "UPDATE tokens SET access_obtained_at = ?, access_expires_at = ?, attempts = ?, error_class = ?, account = ?, has_refresh_token = ? WHERE config_id = ?",
        one.obtainedAt,
        one.expiresAt,
        one.attempts,
        one.errorClass,
        one.account,
        one.hasRefreshToken,
        id,
      );
  }
}
