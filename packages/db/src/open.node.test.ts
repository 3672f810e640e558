import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { migrate, schemaVersion } from "./migrate.ts";
import { readMigrations } from "./migrations.node.ts";
import { DatabaseMissingError, openEmbeddedDatabase } from "./open.node.ts";

const newPath = () => join(mkdtempSync(join(tmpdir(), "grantry-db-")), "grantry.db");

test("a missing file is refused unless it may be made", () => {
  expect(() => openEmbeddedDatabase(newPath(), "refuse")).toThrow(DatabaseMissingError);
});

test("two programs that migrate at once both end with the newest schema", async () => {
  const path = newPath();
  const [one, two] = [openEmbeddedDatabase(path, "create"), openEmbeddedDatabase(path, "create")];
  await Promise.all([migrate(one, readMigrations(), 1), migrate(two, readMigrations(), 2)]);
  expect(await schemaVersion(one)).toBe(readMigrations().length);
  expect(await migrate(two, readMigrations(), 3)).toBe(0);
});

test("a database made by a newer program is refused", async () => {
  const db = openEmbeddedDatabase(newPath(), "create");
  await migrate(db, readMigrations(), 1);
  await db.client.execute("INSERT INTO schema_versions (version, name, applied_at) VALUES (99, 'later', 1)");
  await expect(migrate(db, readMigrations(), 2)).rejects.toThrow("schema version 99");
});

test("a failing statement undoes its whole batch", async () => {
  const db = openEmbeddedDatabase(newPath(), "create");
  await db.client.execute("CREATE TABLE t (a INTEGER PRIMARY KEY)");
  await expect(db.client.batch(["INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (1)"], "write")).rejects.toThrow();
  expect((await db.client.execute("SELECT count(*) FROM t")).rows[0]?.[0]).toBe(0);
});

test("the change stamp moves with every commit, of this program and of another, and with nothing else", async () => {
  const path = newPath();
  const [one, two] = [openEmbeddedDatabase(path, "create"), openEmbeddedDatabase(path, "create")];
  await one.client.execute("CREATE TABLE t (a INTEGER)");
  let last = one.changeStamp();
  for (const db of [one, two, one, two]) {
    await db.client.execute("INSERT INTO t VALUES (1)");
    if (db === two) await turn(); // of its own commits it knows at once
    expect(one.changeStamp()).not.toBe(last);
    last = one.changeStamp();
    await db.client.execute("SELECT * FROM t");
    expect(one.changeStamp()).toBe(last);
  }
});

test("a row has its columns by name and by position, two of one name apart", async () => {
  const db = openEmbeddedDatabase(newPath(), "create");
  const [row] = (await db.client.execute("SELECT 1 AS a, 2 AS b, 3 AS a")).rows;
  expect(row).toEqual({ a: 1, b: 2 });
  expect(Array.from(row ?? [])).toEqual([1, 2, 3]);
  expect(row?.[2]).toBe(3);
});
