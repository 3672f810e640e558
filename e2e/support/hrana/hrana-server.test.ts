import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, createClient } from "@libsql/client/web";
import { eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/libsql/web";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type HranaServer, startHranaServer } from "./hrana-server.ts";

const STREAM_IDLE_MS = 500;

const grants = sqliteTable("grants", {
  id: integer().primaryKey(),
  name: text().notNull().unique(),
  generation: integer().notNull().default(0),
});

let server: HranaServer;
let client: Client;

beforeEach(async () => {
  server = await startHranaServer({
    file: join(mkdtempSync(join(tmpdir(), "grantry-hrana-")), "remote.db"),
    streamIdleMs: STREAM_IDLE_MS,
  });
  client = createClient({ url: server.url });
  await client.executeMultiple(`
    CREATE TABLE grants (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, generation INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE uses (grant_id INTEGER NOT NULL REFERENCES grants (id));
  `);
});

afterEach(async () => {
  client.close();
  await server.close();
});

test("values come back as they went, and a number is a REAL where no column says otherwise", async () => {
  const blob = new Uint8Array([0, 255, 7]);
  const { rows, columns } = await client.execute({
    sql: "SELECT ? AS missing, ? AS words, ? AS half, ? AS blob, typeof(?) AS type, typeof(?) AS big, 42 AS whole",
    args: [null, "Grüße 🙂", 1.5, blob, 1, 9_007_199_254_740_993n],
  });
  expect(columns).toEqual(["missing", "words", "half", "blob", "type", "big", "whole"]);
  const { blob: read, ...rest } = { ...rows[0] };
  expect(rest).toEqual({ missing: null, words: "Grüße 🙂", half: 1.5, type: "real", big: "integer", whole: 42 });
  expect(new Uint8Array(read as ArrayBuffer)).toEqual(blob);
  const exact = createClient({ url: server.url, intMode: "bigint" });
  expect((await exact.execute({ sql: "SELECT ?", args: [9_007_199_254_740_993n] })).rows[0]?.[0]).toBe(
    9_007_199_254_740_993n,
  );
});

test("arguments bind by name with every prefix", async () => {
  const { rows } = await client.execute({
    sql: "SELECT :a || $b || @c AS joined",
    args: { a: "x", $b: "y", "@c": "z" },
  });
  expect(rows[0]?.["joined"]).toBe("xyz");
});

test("a change says how many rows it changed and the row it made, with RETURNING too", async () => {
  const inserted = await client.execute("INSERT INTO grants (name) VALUES ('a'), ('b')");
  expect([inserted.rowsAffected, inserted.lastInsertRowid]).toEqual([2, 2n]);
  const updated = await client.execute("UPDATE grants SET generation = 1 RETURNING name");
  expect(updated.rows.map((row) => row["name"])).toEqual(["a", "b"]);
  expect(updated.rowsAffected).toBe(2);
});

test("a batch compares and swaps by changes(), and gives each statement's rows", async () => {
  await client.execute("INSERT INTO grants (name) VALUES ('a')");
  const swap = (generation: number) =>
    client.batch(
      [
        { sql: "UPDATE grants SET generation = generation + 1 WHERE generation = ? RETURNING id", args: [generation] },
        "INSERT INTO uses SELECT id FROM grants WHERE changes() > 0",
        "SELECT count(*) AS n FROM uses",
      ],
      "write",
    );
  expect((await swap(0)).map((result) => result.rows.length)).toEqual([1, 0, 1]);
  const lost = await swap(0);
  expect(lost[0]?.rows).toHaveLength(0);
  expect(lost[2]?.rows[0]?.["n"]).toBe(1);
});

test("a failing statement undoes its whole batch, and tells SQLite's code and which statement it was", async () => {
  const failing = client.batch(["INSERT INTO grants (name) VALUES ('a')", "INSERT INTO uses VALUES (99)"], "write");
  await expect(failing).rejects.toMatchObject({ code: "SQLITE_CONSTRAINT", statementIndex: 1 });
  expect((await client.execute("SELECT count(*) FROM grants")).rows[0]?.[0]).toBe(0);
});

test("errors carry SQLite's codes and words", async () => {
  await expect(client.execute("SELEC 1")).rejects.toMatchObject({
    code: "SQLITE_ERROR",
    message: expect.stringContaining('near "SELEC": syntax error'),
  });
  await client.execute("INSERT INTO grants (name) VALUES ('a')");
  await expect(client.execute("INSERT INTO grants (name) VALUES ('a')")).rejects.toMatchObject({
    code: "SQLITE_CONSTRAINT",
    message: expect.stringContaining("UNIQUE constraint failed: grants.name"),
  });
});

test("Drizzle's batch, with RETURNING, is one transaction", async () => {
  const db = drizzle(client);
  const [made, , all] = await db.batch([
    db.insert(grants).values({ name: "a" }).returning(),
    db.update(grants).set({ generation: sql`generation + 1` }).where(eq(grants.name, "a")),
    db.select().from(grants),
  ]);
  expect(made).toEqual([{ id: 1, name: "a", generation: 0 }]);
  expect(all).toEqual([{ id: 1, name: "a", generation: 1 }]);
  await expect(
    db.batch([db.insert(grants).values({ name: "b" }), db.insert(grants).values({ name: "a" })]),
  ).rejects.toThrow();
  expect(await db.$count(grants)).toBe(1);
});

test("a transaction keeps its own connection: others see nothing before it commits, and wait to write", async () => {
  const other = createClient({ url: server.url });
  const transaction = await client.transaction("write");
  await transaction.execute("INSERT INTO grants (name) VALUES ('a')");
  expect((await other.execute("SELECT count(*) FROM grants")).rows[0]?.[0]).toBe(0);
  const waiting = other.batch(["INSERT INTO grants (name) VALUES ('b')"], "write");
  await transaction.commit();
  await waiting;
  expect((await other.execute("SELECT group_concat(name) FROM grants")).rows[0]?.[0]).toBe("a,b");
});

test("a transaction that is left open is undone, and its lock is free again", async () => {
  const transaction = await client.transaction("write");
  await transaction.execute("INSERT INTO grants (name) VALUES ('left')");
  await client.execute("INSERT INTO grants (name) VALUES ('next')"); // waits for the lock until the stream is reaped
  expect((await client.execute("SELECT group_concat(name) FROM grants")).rows[0]?.[0]).toBe("next");
  await expect(transaction.commit()).rejects.toMatchObject({ code: "STREAM_EXPIRED" });
});

test("64 writers of two clients lose nothing", async () => {
  const other = createClient({ url: server.url });
  await client.execute("INSERT INTO grants (name) VALUES ('a')");
  await Promise.all(
    Array.from({ length: 64 }, (_, index) =>
      (index % 2 ? client : other).batch(
        ["UPDATE grants SET generation = generation + 1", "INSERT INTO uses VALUES (1)"],
        "write",
      ),
    ),
  );
  const { rows } = await client.execute("SELECT generation, (SELECT count(*) FROM uses) AS uses FROM grants");
  expect({ ...rows[0] }).toEqual({ generation: 64, uses: 64 });
});

test("64 transactions of two clients, each read and then written, lose nothing", async () => {
  const other = createClient({ url: server.url });
  await client.execute("INSERT INTO grants (name) VALUES ('a')");
  const add = async (writer: Client) => {
    const transaction = await writer.transaction("write");
    const { rows } = await transaction.execute("SELECT generation FROM grants");
    await transaction.execute({ sql: "UPDATE grants SET generation = ?", args: [Number(rows[0]?.[0]) + 1] });
    await transaction.commit();
  };
  await Promise.all(Array.from({ length: 64 }, (_, index) => add(index % 2 ? client : other)));
  expect((await client.execute("SELECT generation FROM grants")).rows[0]?.[0]).toBe(64);
});

test("a changed table shows its new columns to statements that ran before", async () => {
  await client.execute("INSERT INTO grants (name) VALUES ('a')");
  const before = await client.execute("SELECT * FROM grants");
  await client.migrate(["ALTER TABLE grants ADD COLUMN scope TEXT DEFAULT 'mail'"]);
  const after = await client.execute("SELECT * FROM grants");
  expect(before.columns).not.toContain("scope");
  expect(after.rows[0]?.["scope"]).toBe("mail");
});

test("a statement's parameters and columns can be asked for", async () => {
  const [result] = await pipeline([
    { type: "describe", sql: "SELECT name, ':no' FROM grants WHERE id = :id -- ?" },
    { type: "close" },
  ]);
  expect(result).toMatchObject({
    type: "ok",
    response: {
      result: {
        params: [{ name: ":id" }],
        cols: [{ name: "name", decltype: "TEXT" }, {}],
        is_explain: false,
        is_readonly: true,
      },
    },
  });
});

test("a stored text runs by its number until it is closed, and get_autocommit tells of a transaction", async () => {
  const results = await pipeline([
    { type: "store_sql", sql_id: 3, sql: "BEGIN" },
    { type: "execute", stmt: { sql_id: 3 } },
    { type: "get_autocommit" },
    { type: "close_sql", sql_id: 3 },
    { type: "execute", stmt: { sql_id: 3 } },
    { type: "close" },
  ]);
  expect(results[2]).toMatchObject({ response: { is_autocommit: false } });
  expect(results[4]).toMatchObject({ type: "error", error: { code: "SQL_NOT_FOUND" } });
});

test("a baton is good once, and a body that is no pipeline is refused", async () => {
  const open = await post({ requests: [] });
  const { baton } = (await open.json()) as { baton: string };
  expect((await post({ baton, requests: [{ type: "close" }] })).status).toBe(200);
  const again = await post({ baton, requests: [] });
  expect([again.status, await again.json()]).toMatchObject([400, { code: "STREAM_EXPIRED" }]);
  expect((await post({})).status).toBe(400);
  expect((await fetch(`${server.url}/v2`)).status).toBe(200);
  expect((await fetch(`${server.url}/v3-protobuf`)).status).toBe(404);
});

async function pipeline(requests: readonly object[]): Promise<unknown[]> {
  return ((await (await post({ requests })).json()) as { results: unknown[] }).results;
}

function post(body: object): Promise<Response> {
  return fetch(`${server.url}/v2/pipeline`, { method: "POST", body: JSON.stringify(body) });
}
