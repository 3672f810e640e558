import { isWholeProof, noteFigures, seededRandom } from "@grantry/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Api } from "../support/api.ts";
import { type HostileProvider, startHostileProvider } from "../support/hostile-provider/hostile-provider.ts";
import { KillableHost } from "./killable-host.ts";
import type { Moment } from "./steps-proxy.ts";

const SEED = 9_001;
const ROUNDS = isWholeProof ? 200 : 8;
const IMPORTED = 5;
/** More than are taken over at once: a host can be killed between. */
const RUNNING = 300;
const AT_ONCE = 250;
/** Request limit as the setting has it, and what a lease lasts beyond; see core's lease.ts. */
const LONGEST_LEASE_MS = (15 + 15 + 60) * 1_000;

const random = seededRandom(SEED);
let host: KillableHost;
let provider: HostileProvider;
let api: Api;
let closeWay: () => Promise<void>;

/** What a host is killed at. A new operation is a line here: it is killed at each of its steps. */
const operations: Readonly<Record<string, (round: number) => Promise<unknown>>> = {
  refresh: () => api.ask("POST", "/token-configs/Grant/token-requests", { grant: "refresh_token" }),
  authorization: () => api.authorize("Grant"),
  import: (round) => api.importFile(fileOf(importedNames(round))),
  takeover: (round) => api.takeOver(listOf(round)),
  "key rotation": () => api.ask("POST", "/key-ring/rotations"),
};

beforeAll(async () => {
  host = await KillableHost.start();
  provider = await startHostileProvider({ rotation: { graceMs: 0 } });
  const way = await host.steps.proxyTo("provider", provider.origin);
  closeWay = way.close;
  const scopes = "token-configs:read,token-configs:write,tokens:read,admin";
  api = new Api(host.origin, (await host.console(["api-key", "create", "tests", "--scope", scopes])).trim());
  await api.configure({ tokenUrl: `${way.origin}/token`, authorizationUrl: provider.authorizationUrl }, "Grant");
  expect(await api.authorize("Grant")).toContain("Authorized");
  exported = await api.exportFile("Grant");
  await api.importFile(fileOf(runningNames));
}, 120_000);
afterAll(async () => {
  await host.stop();
  await closeWay();
  await provider.close();
});

let exported = "";
const importedNames = (round: number) => Array.from({ length: IMPORTED }, (_, n) => `Imported ${round}-${n}`);
const runningNames = Array.from({ length: RUNNING }, (_, n) => `Running ${n}`);

function fileOf(names: readonly string[]): string {
  const entries = names.map((name) => exported.replace(/^---\n/, "").replace(/\bName: Grant\b/, `Name: ${name}`));
  return `---\n${entries.join("")}`;
}

const anHourAgo = Math.floor(Date.now() / 1_000) * 1_000 - 3_600_000;
/** When the other system obtained what a round takes over: each later than the one before. */
const obtainedIn = (round: number) => anHourAgo + round * 1_000;

function listOf(round: number): string {
  const obtained = new Date(obtainedIn(round)).toISOString().slice(0, 19).replace("T", " ");
  const members = `\t\tChangeTime: ${obtained}\n\t\tRefreshToken: refresh ${round}\n\t\tToken: access ${round}\n`;
  return runningNames
    .map((name) => `Token config '${name}' (valid, ID 1)\n\tToken information:\n${members}\n`)
    .join("");
}

/** What a round came to. */
interface Round {
  readonly operation: string;
  readonly stoppedAt: string;
  /** The grant was lost by the provider's protocol: its answer had not reached the disk. */
  readonly answerLost: boolean;
}

test(
  "killed at any step of a refresh, an authorization, an import, a takeover or a key rotation, a host loses nothing that it had",
  async () => {
    const stepsOf = await countSteps();
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const [operation = ""] = Object.keys(operations).slice(round % Object.keys(operations).length);
      const step = 1 + Math.floor(random() * (stepsOf.get(operation) ?? 1));
      const moment: Moment = { step, side: random() < 0.5 ? "before" : "after" };
      rounds.push(await killDuring(operation, round, moment));
    }
    const lost = rounds.filter(({ answerLost }) => answerLost);
    noteFigures("kills", [
      {
        proof: "`kill -9` at any step",
        done: `${ROUNDS} rounds (seed ${SEED}): ${[...stepsOf].map(([name, steps]) => `${name}, ${steps} steps`).join("; ")}; before or after each`,
        seen: `nothing lost that had reached the disk; ${lost.length} times an answer had not, at a provider that revokes on reuse: all of them said so`,
      },
    ]);
    expect(lost.every(({ operation }) => operation === "refresh")).toBe(true);
  },
  isWholeProof ? 3_600_000 : 240_000,
);

/** How many requests each operation sends, told by one that is not disturbed. */
async function countSteps(): Promise<Map<string, number>> {
  const steps = new Map<string, number>();
  for (const [name, run] of Object.entries(operations)) {
    host.steps.arm(undefined, () => undefined);
    await run(-1);
    steps.set(name, host.steps.count);
  }
  expect([await imported(-1), await takenOver(-1)]).toEqual([IMPORTED, RUNNING]);
  return steps;
}

async function killDuring(operation: string, round: number, moment: Moment): Promise<Round> {
  const before = await generation();
  const killed = Promise.withResolvers<void>();
  host.steps.arm(moment, () => {
    host.kill();
    killed.resolve();
  });
  const running = operations[operation]?.(round).catch(() => undefined);
  await Promise.race([killed.promise, running]);
  const stoppedAt = host.steps.stoppedAt ?? "after its end";
  host.kill();
  await host.ended();
  const where = `round ${round}, ${operation}, ${stoppedAt}`;

  const onDisk = host.spooled().length > 0 || (await generation()) !== before;
  expect(await longestLease(), where).toBeLessThanOrEqual(Date.now() + LONGEST_LEASE_MS);
  expect(host.keyIds(), where).toEqual(expect.arrayContaining([...(await sealingKeyIds())]));
  expect([0, IMPORTED], where).toContain(await imported(round));
  expect([0, AT_ONCE, RUNNING], where).toContain(await takenOver(round));
  const importGoesOn = (await openImports()) > 0;
  await host.start();
  await letLeasesEnd();
  await expect.poll(openImports, { message: where, timeout: 30_000 }).toBe(0);
  if (importGoesOn) expect(await imported(round), where).toBe(IMPORTED);
  if (operation === "takeover") await takesOverTheRest(round, where);
  return { operation, stoppedAt, answerLost: await isAnswerLost(where, onDisk) };
}

/** The grant works, or the answer that would have kept it alive never reached the disk and the refusal says just that. */
async function isAnswerLost(where: string, onDisk: boolean): Promise<boolean> {
  const answer = await api.ask("POST", "/token-configs/Grant/token-requests", { grant: "refresh_token" });
  const text = await answer.text();
  if (answer.status === 200) return false;
  expect(text, where).toContain("urn:grantry:problem:needs-authorization");
  expect(text, where).toContain("The answer to an earlier request was lost");
  expect(onDisk, where).toBe(false);
  expect(await api.authorize("Grant"), where).toContain("Authorized");
  return true;
}

/** The same list again brings what is missing, and nothing twice. */
async function takesOverTheRest(round: number, where: string): Promise<void> {
  expect((await api.takeOver(listOf(round))).status, where).toBe(200);
  expect(await takenOver(round), where).toBe(RUNNING);
  const replaced = await count("SELECT sum(generation) FROM tokens WHERE taken_over_at IS NOT NULL");
  expect(await count("SELECT count(*) FROM token_history WHERE kind = 'take-over'"), where).toBe(replaced);
  expect(await count("SELECT count(*) FROM audit_events WHERE action = 'token.taken-over'"), where).toBe(replaced);
}

const generation = () =>
  count("SELECT generation FROM tokens JOIN token_configs c ON c.id = config_id WHERE c.name = 'Grant'");
const imported = (round: number) => count(`SELECT count(*) FROM token_configs WHERE name LIKE 'Imported ${round}-%'`);
const takenOver = (round: number) =>
  count(`SELECT count(*) FROM tokens JOIN token_secrets USING (config_id)
    WHERE access_obtained_at = ${obtainedIn(round)} AND refresh_token IS NOT NULL`);
/** Imports whose file had arrived: whichever host is there brings them to their end. */
const openImports = () => count("SELECT count(*) FROM imports WHERE due_at IS NOT NULL");
const longestLease = () => count("SELECT coalesce(max(lease_until), 0) FROM tokens");

async function count(sql: string): Promise<number> {
  return Number((await host.database.execute(sql)).rows[0]?.[0]);
}

/** For the product the same as time going by. */
async function letLeasesEnd(): Promise<void> {
  await host.database.execute("UPDATE tokens SET lease_until = 1 WHERE lease_until IS NOT NULL");
  await host.database.execute("UPDATE imports SET due_at = 1 WHERE due_at IS NOT NULL");
}

/** Ids of the keys with which anything is sealed. */
async function sealingKeyIds(): Promise<Set<string>> {
  const cells = [
    ...["access_token", "refresh_token", "previous_refresh_token", "spare_refresh_token"].map((column) => [
      column,
      "token_secrets",
    ]),
    ["document", "token_config_documents"],
    ["secret", "client_secrets"],
    ["value", "sealed_values"],
  ];
  const ids = new Set<string>();
  for (const [column, table] of cells) {
    const { rows } = await host.database.execute(
      `SELECT DISTINCT substr(${column}, 1, 20) FROM ${table} WHERE ${column} IS NOT NULL`,
    );
    for (const row of rows) ids.add(String(row[0]).split(".")[1] ?? "");
  }
  return ids;
}
