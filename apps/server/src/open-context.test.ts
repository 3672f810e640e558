import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbeddedDatabase } from "@grantry/db/node";
import { secret } from "@grantry/schema";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openContext } from "./console-context.ts";
import { type Environment, EnvironmentError, readEnvironment } from "./environment.ts";

let folder: string;
let environment: Environment;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "grantry-open-"));
  environment = {
    ...readEnvironment({ GRANTRY_DATABASE_URL: `file:${join(folder, "grantry.db")}`, GRANTRY_LOG: "silent" }),
    dataFolder: folder,
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string) => join(folder, name);
const make = async () => (await openContext(environment, "create-and-migrate")).close();

async function refusal(use: "create-and-migrate" | "refuse-missing" = "create-and-migrate"): Promise<string> {
  try {
    await (await openContext(environment, use)).close();
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message;
    throw error;
  }
  throw new Error("it was opened");
}

test("a first start makes database and key ring, readable by their owner alone", async () => {
  await make();
  expect(statSync(file("keyring")).mode & 0o777).toBe(0o600);
  expect(readFileSync(file("keyring"), "utf8")).toMatch(/^k1:[A-Za-z0-9+/]{43}=\n$/);
});

test("a missing database is refused by all that do not make one, and none is made", async () => {
  expect(await refusal("refuse-missing")).toMatch(/no database at .*grantry\.db/);
  expect(existsSync(file("grantry.db"))).toBe(false);
  expect(existsSync(file("keyring"))).toBe(false);
});

test("a missing key ring is refused, and no new one takes its place", async () => {
  await make();
  renameSync(file("keyring"), file("elsewhere"));
  expect(await refusal()).toMatch(/key ring .* is missing/);
  expect(existsSync(file("keyring"))).toBe(false);
});

test("a key ring of another database is refused", async () => {
  await make();
  writeFileSync(file("keyring"), `k1:${Buffer.alloc(32, 7).toString("base64")}`);
  expect(await refusal()).toMatch(/does not open this database/);
});

test.each(["", "k1", "k1:AAAA", "not a key ring", "k1:!!!!"])(
  "a key ring that reads %j is refused by name",
  async (text) => {
    await make();
    writeFileSync(file("keyring"), text);
    expect(await refusal()).toMatch(/keyring.*(id:base64|takes 32)/);
  },
);

test("a file that is no database is refused", async () => {
  writeFileSync(
    file("grantry.db"),
    "this is a text that is longer than a page header of SQLite, so that it is looked at",
  );
  expect(await refusal()).toMatch(/not a libSQL database/);
});

test("a database of a newer program is refused", async () => {
  await make();
  const db = openEmbeddedDatabase(file("grantry.db"), "refuse");
  await db.client.execute("INSERT INTO schema_versions (version, name, applied_at) VALUES (99, 'later', 1)");
  db.client.close();
  expect(await refusal()).toMatch(/newer/i);
  expect(await refusal("refuse-missing")).toMatch(/newer/i);
});

test("a database of an older program is migrated by serve and refused by the rest", async () => {
  const db = openEmbeddedDatabase(file("grantry.db"), "create");
  db.client.close();
  expect(await refusal("refuse-missing")).toMatch(/grantry migrate/);
  await make();
});

test("a database that another program holds is refused, not waited for without end", { timeout: 30_000 }, async () => {
  const hold = `
    const { DatabaseSync } = require("node:sqlite");
    const held = new DatabaseSync(process.argv[1]);
    held.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE held (a)");
    console.log("held");
    process.stdin.resume();`;
  const other = spawn(process.execPath, ["-e", hold, file("grantry.db")], { stdio: ["pipe", "pipe", "ignore"] });
  await once(other.stdout, "data");
  expect(await refusal()).toMatch(/locked/);
  other.kill();
  await once(other, "exit");
});

test("a database that cannot be written is refused", async () => {
  await make();
  const keys = secret(readFileSync(file("keyring"), "utf8"));
  environment = { ...environment, keys };
  chmodSync(file("grantry.db"), 0o444);
  chmodSync(folder, 0o555);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534); // whom rights bind
  const said = await refusal().finally(() => {
    if (isRoot) process.seteuid?.(0);
    chmodSync(folder, 0o700);
  });
  expect(said).toMatch(/cannot be written|cannot be opened/);
});
