import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { LibsqlBatchError, LibsqlError } from "@libsql/core/api";
import { beforeEach, expect, test } from "vitest";
import type { Database } from "./database.ts";
import { openEmbeddedDatabase } from "./open.node.ts";

let path: string;
let db: Database;

beforeEach(async () => {
  path = join(mkdtempSync(join(tmpdir(), "grantry-writes-")), "grantry.db");
  db = openEmbeddedDatabase(path, "create");
  await db.client.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER NOT NULL DEFAULT 0)");
  await db.client.execute("CREATE TABLE child (a INTEGER REFERENCES t (a) DEFERRABLE INITIALLY DEFERRED)");
});

const insert = (a: number) => ({ sql: "INSERT INTO t (a) VALUES (?)", args: [a] });
const write = (...keys: number[]) => db.client.batch(keys.map(insert), "write");
const stored = async (from = db) =>
  (await from.client.execute("SELECT a FROM t ORDER BY a")).rows.map(({ a }) => Number(a));

test("what is asked for in one turn is one commit, for batches and single statements alike", async () => {
  const before = commits();
  await Promise.all([write(1, 2), db.client.execute(insert(3)), write(4), db.client.execute(insert(5))]);
  expect(commits()).toBe(before + 1);
  expect(await stored()).toEqual([1, 2, 3, 4, 5]);
});

test("one that fails leaves nothing of itself, and the others as they are", async () => {
  const [one, two, three, four] = await Promise.allSettled([
    write(1, 2),
    write(3, 4, 1),
    db.client.execute(insert(2)),
    write(5),
  ]);
  expect([one.status, four.status]).toEqual(["fulfilled", "fulfilled"]);
  expect(two.status === "rejected" && two.reason).toBeInstanceOf(LibsqlBatchError);
  expect(two).toMatchObject({ reason: { statementIndex: 2, message: expect.stringContaining("t.a") } });
  expect(three.status === "rejected" && three.reason).toBeInstanceOf(LibsqlError);
  expect(await stored()).toEqual([1, 2, 5]);
});

test("they run in the order in which they were asked for, and each is told what it did itself", async () => {
  const raise = () => db.client.execute("UPDATE t SET b = b + 1 WHERE a = 1 RETURNING b");
  const told = await Promise.all([write(1), raise(), raise(), db.client.execute("DELETE FROM t"), raise()]);
  expect([told[1].rows[0]?.["b"], told[2].rows[0]?.["b"], told[3].rowsAffected, told[4].rows]).toEqual([1, 2, 1, []]);
});

test("nobody sees a write before it is committed, everybody once it is told of", async () => {
  const other = openEmbeddedDatabase(path, "refuse");
  const told = write(1);
  expect(await stored()).toEqual([]);
  await told;
  expect([await stored(), await stored(other)]).toEqual([[1], [1]]);
});

test.each([
  ["cannot be committed", "INSERT INTO child VALUES (7)"],
  ["undoes the whole transaction, as a full disk does", "INSERT OR ROLLBACK INTO t (a) VALUES (1)"],
])("when a group %s all of it fails, and the next one is none the worse", async (_, sql) => {
  const [one, two, three] = await Promise.allSettled([write(1), db.client.batch([sql], "write"), write(3)]);
  for (const outcome of [one, two, three]) {
    expect(outcome.status === "rejected" && outcome.reason).toBeInstanceOf(LibsqlBatchError);
  }
  expect(await stored()).toEqual([]);
  await write(4);
  expect(await stored()).toEqual([4]);
});

test("what waits when the database is closed is written; what comes later is refused", async () => {
  const waiting = [write(1), write(2)];
  db.client.close();
  await Promise.all(waiting);
  await expect(write(3)).rejects.toThrow("closed");
  expect(await stored(openEmbeddedDatabase(path, "refuse"))).toEqual([1, 2]);
});

test("two processes write to one file, and nothing is lost", async () => {
  await write(1);
  const raise = `client.execute("UPDATE t SET b = b + 1 WHERE a = 1")`;
  const program = `for (let n = 0; n < 40; n += 1) await Promise.all([${raise}, ${raise}, ${raise}]);`;
  const ended = await Promise.all([run(program), run(program)].map(async (child) => (await once(child, "exit"))[0]));
  expect(ended).toEqual([0, 0]);
  expect((await db.client.execute("SELECT b FROM t")).rows[0]?.["b"]).toBe(240);
});

test("killed at any moment, a process has on disk what it told of, and of each batch all or nothing", async () => {
  const child = run(`
    const both = (n) => client.batch(["INSERT INTO t (a) VALUES (" + n + ")", "INSERT INTO t (a) VALUES (" + -n + ")"], "write");
    for (let n = 1; ; n += 8) {
      await Promise.all(Array.from({ length: 8 }, async (_, i) => {
        await both(n + i);
        console.log(n + i);
      }));
    }`);
  const told: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    told.push(Number(line));
    if (told.length === 203) child.kill("SIGKILL");
  }
  const keys = await stored();
  expect(told.length).toBeGreaterThanOrEqual(203);
  expect(keys).toEqual(expect.arrayContaining(told));
  expect(keys.filter((key) => key > 0)).toEqual(
    keys
      .filter((key) => key < 0)
      .map((key) => -key)
      .reverse(),
  );
});

/** A program with the database's `client`, in a process of its own. */
function run(program: string) {
  const open = `import { openEmbeddedDatabase } from ${JSON.stringify(new URL("open.node.ts", import.meta.url).href)};
    const { client } = openEmbeddedDatabase(${JSON.stringify(path)}, "refuse");`;
  return spawn(process.execPath, ["--input-type=module", "-e", open + program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** How often was committed: frames of the write-ahead log that say how large the database is then. */
function commits(): number {
  const log = readFileSync(`${path}-wal`);
  const frame = 24 + log.readUInt32BE(8);
  const count = (log.length - 32) / frame;
  return Array.from({ length: count }, (_, n) => log.readUInt32BE(32 + n * frame + 4)).filter((size) => size > 0)
    .length;
}
