import type { Actor } from "@grantry/schema";
import { type Deployment, startDeployment } from "@grantry/testing";
import { writeEntries } from "@grantry/token-config-file";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { hostKilledAfter } from "../testing/killed-host.ts";
import { storedToken } from "../testing/mailbox.ts";
import { forgetOld } from "../tokens/refresh-due.ts";
import { exportTokenConfigs } from "./export.ts";
import { importTokenConfigs } from "./import.ts";
import { getImport, listImports } from "./import-reports.ts";
import { continueImports, nextImportAt } from "./import-steps.ts";
import { listTokenConfigs } from "./list.ts";
import { getTokenConfig } from "./view.ts";

let deployment: Deployment;
beforeEach(async () => {
  deployment = await startDeployment();
});
afterEach(() => deployment.close());

const id = "0198c0de-7a51-7cc2-9b3e-1f0d5a6b7c8d";
const DAY_MS = 86_400_000;
const plainly = { overwrite: false, dryRun: false, leaveOutRefused: false, id };
const never = new AbortController().signal;
const bytes = (...entries: object[]) => new TextEncoder().encode(writeEntries(entries as never));
const count = async () => (await listTokenConfigs(deployment.ctx, { sort: "name", page: 1, pageSize: 50 })).total;
const rowsIn = async (table: string) =>
  Number((await deployment.db.client.execute(`SELECT count(*) FROM ${table}`)).rows[0]?.[0]);

const entry = (name: string, changes: object = {}) => ({
  Name: name,
  Config: {
    AuthFlow: "ClientCredentials",
    ClientID: "app",
    ClientSecret: "secret of the app",
    Requests: { TokenByClientCredentials: { Request: { URL: "https://login.example.com/token" } } },
    ...changes,
  },
});
const many = (howMany: number) => Array.from({ length: howMany }, (_, n) => entry(`Mailbox ${n}`));

/** Imports at a host that is gone after so many turns. */
async function killedAfter(turns: number, file: Uint8Array, choice: Partial<typeof plainly> = {}): Promise<void> {
  const { ctx, dead } = hostKilledAfter(turns, deployment);
  void importTokenConfigs(ctx, file, { ...plainly, ...choice });
  await dead;
}

/** The clock of another host, when the one that was at it is not heard of any more. */
async function goOn(): Promise<void> {
  deployment.pass(31_000);
  const { ctx } = deployment.anotherHost();
  const clock: Actor = { kind: "clock", id: "clock", label: "clock" };
  await continueImports({ ...ctx, actor: clock, language: "de" }, never);
}

test("an import whose host is killed between two pieces is brought to its end by another, and its report is there", async () => {
  await killedAfter(3 + 2, bytes(...many(250)));
  expect(await getImport(deployment.ctx, id)).toMatchObject({
    state: "running",
    arrived: 250,
    checked: 200,
    entries: null,
  });
  expect(await count()).toBe(0);
  await goOn();
  const ended = await getImport(deployment.ctx, id);
  expect(ended).toMatchObject({ state: "applied", checked: 250, counts: { added: 250 }, problem: null });
  expect(ended.entries?.map(({ index, name }) => [index, name])).toEqual(many(250).map(({ Name }, n) => [n, Name]));
  expect(await count()).toBe(250);
  expect(await rowsIn("import_entries")).toBe(0);
  expect(await listImports(deployment.ctx)).toMatchObject([{ id, state: "applied" }]);
});

test("while a host is at it, nobody else is; who asked meanwhile sees how far it is", async () => {
  await killedAfter(2 + 1, bytes(...many(150)));
  await continueImports(deployment.anotherHost().ctx, never);
  expect(await getImport(deployment.ctx, id)).toMatchObject({ state: "running", checked: 100 });
  expect(await nextImportAt(deployment.ctx)).toBeGreaterThan(deployment.platform.now());
});

test("a host that was thought dead and comes back does nothing any more: another one has ended it", async () => {
  let release: () => void = () => undefined;
  let turns = 0;
  const wait = () => {
    turns += 1;
    return turns === 4 ? new Promise<void>((resolve) => (release = resolve)) : Promise.resolve();
  };
  const ctx = { ...deployment.ctx, platform: { ...deployment.platform, wait } };
  const slow = importTokenConfigs(ctx, bytes(...many(250)), plainly);
  await expect.poll(() => turns).toBe(4);
  await goOn();
  release();
  expect(await slow).toMatchObject({ applied: true });
  expect(await count()).toBe(250);
});

test("what earlier pieces brought counts for later ones at another host: names, registrations, secrets", async () => {
  const first = [...many(99), entry("Twice")];
  const second = [
    entry("Twice"),
    entry("Shares"),
    entry("Other secret", { ClientSecret: "another" }),
    entry("None", { ClientSecret: null }),
  ];
  await killedAfter(2 + 1, bytes(...first, ...second), { leaveOutRefused: true });
  await goOn();
  const { counts, entries } = await getImport(deployment.ctx, id);
  expect(counts).toEqual({ added: 103, "left-out": 1 });
  expect(entries?.at(100)?.problem?.detail).toContain("/Name");
  expect(entries?.at(103)).toMatchObject({ name: "None", clientSecretMissing: false });
  expect([await rowsIn("app_registrations"), await rowsIn("client_secrets")]).toEqual([1, 2]);
});

test("an overwritten configuration at another origin loses its token, one with another scope its failure, whoever ends it", async () => {
  const moved = { Requests: { TokenByClientCredentials: { Request: { URL: "https://other.example.com/token" } } } };
  await importTokenConfigs(deployment.ctx, bytes(entry("Moved"), entry("Rescoped")), {
    ...plainly,
    id: undefined as never,
  });
  await deployment.db.client.execute(
    `UPDATE tokens SET account = 'me', attempts = 1, error_class = 'reauth', error = '{"class":"reauth","explanation":"x"}'`,
  );
  const file = bytes(
    entry("Moved", { ...moved, ClientSecret: "new there" }),
    entry("Rescoped", { Scope: "s" }),
    ...many(100),
  );
  await killedAfter(2 + 1, file, { overwrite: true });
  await goOn();
  const [forgotten, kept] = [await storedToken(deployment, "Moved"), await storedToken(deployment, "Rescoped")];
  expect([forgotten.account, kept.account, kept.errorClass]).toEqual([null, "me", null]);
});

test("refused entries in a later piece leave nothing behind but the report, in the reader's language", async () => {
  await killedAfter(2 + 1, bytes(...many(100), entry("Bad", { ClientID: null })));
  await goOn();
  const run = await getImport(deployment.ctx, id);
  expect(run).toMatchObject({ state: "refused", counts: { added: 100, refused: 1 } });
  expect(run.problem?.detail).toBe("Entries refused: 1 of 101. Nothing was changed.");
  expect(run.entries?.at(-1)?.problem?.detail).toContain("/Config/ClientID This is needed.");
  const german = await getImport({ ...deployment.ctx, language: "de" }, id);
  expect(german.entries?.at(-1)?.problem?.detail).toContain("Diese Angabe wird gebraucht.");
  expect([await count(), await rowsIn("import_entries"), await rowsIn("app_registrations")]).toEqual([0, 0, 0]);
});

test("a name that is taken meanwhile ends it as a whole, and says so", async () => {
  await killedAfter(2 + 1, bytes(...many(150)));
  await importTokenConfigs(deployment.ctx, bytes(entry("Mailbox 7")), { ...plainly, id: undefined as never });
  await goOn();
  expect(await getImport(deployment.ctx, id)).toMatchObject({ state: "failed", problem: { status: 412 } });
  expect([await count(), await rowsIn("import_entries")]).toEqual([1, 0]);
});

test("however many hosts an import takes, it goes on as long as each of them checks a piece", async () => {
  await killedAfter(8 + 1, bytes(...many(750)));
  for (let pieces = 2; pieces <= 8; pieces += 1) {
    deployment.pass(31_000);
    const { ctx } = deployment.anotherHost();
    const stop = new AbortController();
    const wait = async () => stop.abort(); // this host is gone after one piece
    await continueImports({ ...ctx, platform: { ...ctx.platform, wait } }, stop.signal);
    expect(await getImport(deployment.ctx, id)).toMatchObject({
      state: "running",
      checked: Math.min(pieces * 100, 750),
    });
  }
  await goOn();
  expect(await getImport(deployment.ctx, id)).toMatchObject({ state: "applied", counts: { added: 750 } });
});

test("a file that brings down one host after the other is given up", async () => {
  await killedAfter(2 + 1, bytes(...many(150)));
  await deployment.db.client.execute("UPDATE imports SET taken_up = 5");
  await goOn();
  expect(await getImport(deployment.ctx, id)).toMatchObject({ state: "failed", problem: { status: 500 } });
  expect(await count()).toBe(0);
});

test("a file that never arrived as a whole becomes nothing, and is forgotten", async () => {
  await killedAfter(1, bytes(...many(150)));
  expect(await getImport(deployment.ctx, id)).toMatchObject({ state: "arriving", arrived: 100 });
  await goOn();
  deployment.pass(DAY_MS);
  await forgetOld(deployment.ctx);
  expect([await count(), await rowsIn("imports"), await rowsIn("import_pieces")]).toEqual([0, 0, 0]);
});

test("the report is there for a week, for whoever asked for the import alone", async () => {
  await importTokenConfigs(deployment.ctx, bytes(entry("A")), plainly);
  const other: Context = {
    ...deployment.ctx,
    actor: { kind: "user", id: "u2", role: "administrator", label: "other" },
  };
  await expect(getImport(other, id)).rejects.toMatchObject({ slug: "import-not-found" });
  expect(await listImports(other)).toEqual([]);
  await expect(importTokenConfigs(deployment.ctx, bytes(entry("B")), plainly)).rejects.toMatchObject({
    slug: "changed-meanwhile",
  });
  deployment.pass(6 * DAY_MS);
  await forgetOld(deployment.ctx);
  expect((await getImport(deployment.ctx, id)).entries).toHaveLength(1);
  deployment.pass(2 * DAY_MS);
  await forgetOld(deployment.ctx);
  await expect(getImport(deployment.ctx, id)).rejects.toMatchObject({ slug: "import-not-found" });
});

test("who goes on does so for who asked: their limits hold, and the audit log names them", async () => {
  const key: Actor = {
    kind: "api-key",
    id: "k1",
    scopes: ["token-configs:write"],
    tokenConfigs: ["Mine"],
    label: "limited",
  };
  const exchange = entry("Taker", {
    AuthFlow: "TokenExchange",
    Requests: { TokenByTokenExchange: { Request: { URL: "https://login.example.com/token" } } },
    Grantry: { SubjectTokenConfig: "Theirs" },
  });
  const { ctx } = deployment;
  deployment = { ...deployment, ctx: { ...ctx, actor: key } };
  await killedAfter(2 + 1, bytes(...many(100), exchange), { leaveOutRefused: true });
  await goOn();
  const run = await getImport(deployment.ctx, id);
  expect(run.entries?.at(-1)?.problem?.type).toBe("urn:grantry:problem:token-config-not-allowed");
  const audited = await deployment.db.client.execute(
    "SELECT actor_label FROM audit_events WHERE action = 'token-configs.imported'",
  );
  expect(audited.rows.map((row) => row[0])).toEqual(["limited"]);
});

test("the file waits sealed, and nothing of it stays once it is in", async () => {
  await killedAfter(2 + 1, bytes(...many(150)));
  const stored = async () => JSON.stringify((await deployment.db.client.execute("SELECT * FROM import_pieces")).rows);
  expect(await stored()).toContain("v1.");
  expect(await stored()).not.toMatch(/secret of the app|Mailbox 149/);
  await goOn();
  expect(await stored()).not.toMatch(/secret of the app|v1\./);
  expect(
    (await exportTokenConfigs(deployment.ctx, { tokenConfigs: ["Mailbox 1"], secrets: "include" })).text,
  ).toContain("secret of the app");
  expect((await getTokenConfig(deployment.ctx, "Mailbox 149")).tokenConfig.clientSecretSet).toBe(true);
});
