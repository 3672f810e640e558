import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Context, isLoopback, type Log, type Platform } from "@grantry/core";
import { edgePlatform } from "@grantry/core/platform.edge";
import { type Database, migrate, readKeyRing, webCipher, writeKeyRing } from "@grantry/db";
import { openEmbeddedDatabase, readMigrations } from "@grantry/db/node";
import { nodeMailNetwork } from "@grantry/mail/node";
import type { Actor } from "@grantry/schema";

/** Who asks where nothing else is said: may do everything. */
export const administrator: Actor = { kind: "user", id: "u1", role: "administrator", label: "admin@example.org" };

/** A deployment of its own: an embedded database in a folder, a platform whose clock the test moves. */
export interface Deployment {
  readonly ctx: Context;
  readonly db: Database;
  readonly platform: Platform;
  /** Lets time go by. Real time goes by as well. */
  readonly pass: (ms: number) => void;
  /** What was logged, one JSON text each. */
  readonly log: readonly string[];
  /** Waits for what goes on after responses. */
  readonly settled: () => Promise<void>;
  /** Another host on the same database, with the same clock or one that is wrong by so many ms. */
  readonly anotherHost: (clockAhead?: number) => Deployment;
  /** Waits for what goes on, and closes all its hosts. */
  readonly close: () => Promise<void>;
}

/** Makes one; the caller closes it. */
export async function startDeployment(): Promise<Deployment> {
  const folder = mkdtempSync(join(tmpdir(), "grantry-test-"));
  const file = join(folder, "grantry.db");
  const clock = { ahead: 0 };
  const keyRing = sharedKeyRing();
  const opened: { readonly db: Database; readonly settled: () => Promise<void> }[] = [];
  const host = (use: "create" | "refuse", clockAhead = 0): Deployment => {
    const db = openEmbeddedDatabase(file, use);
    const log: string[] = [];
    const running = new Set<Promise<unknown>>();
    const platform = testPlatform({
      keyRing,
      now: () => Date.now() + clock.ahead + clockAhead,
      log: (...entry) => log.push(JSON.stringify(entry)),
      running,
    });
    const settled = async () => {
      while (running.size > 0) await Promise.allSettled(running);
    };
    opened.push({ db, settled });
    return {
      ctx: { db, platform, actor: administrator, language: "en" },
      db,
      platform,
      log,
      pass(ms) {
        clock.ahead += ms;
      },
      settled,
      anotherHost: (ahead) => host("refuse", ahead),
      async close() {
        for (const one of opened.splice(0)) {
          await one.settled();
          one.db.client.close();
        }
        rmSync(folder, { recursive: true, force: true });
      },
    };
  };
  const first = host("create");
  await migrate(first.db, readMigrations(), first.platform.now());
  return first;
}

/** A key ring that the hosts of a deployment share, as those on one machine share a file. */
function sharedKeyRing(): Pick<Platform, "keys" | "keyRingFile"> {
  let text = `k1:${randomBytes(32).toString("base64")}`;
  const cipher = webCipher();
  return {
    keys: {
      get keys() {
        return readKeyRing(text, cipher).keys;
      },
      cipher,
    },
    keyRingFile: {
      path: "data/keyring",
      write(keys) {
        text = writeKeyRing(keys).reveal();
      },
    },
  };
}

function testPlatform(given: {
  keyRing: Pick<Platform, "keys" | "keyRingFile">;
  now: () => number;
  log: Log;
  running: Set<Promise<unknown>>;
}): Platform {
  // workerd's platform runs on Node as well: its way out is fetch, its cipher WebCrypto.
  const environment = { GRANTRY_DATABASE_URL: "http://unused.invalid", GRANTRY_KEYS: `unused:${"A".repeat(43)}=` };
  const platform = edgePlatform(environment, {
    waitUntil: (work) => {
      const watched = work.finally(() => given.running.delete(watched));
      given.running.add(watched);
    },
    mailNetworkWith: (rules) =>
      nodeMailNetwork({ timeoutMs: rules.timeoutMs, isPublic: () => false, isListed: (host) => isLoopback(host) }),
  });
  return {
    ...platform,
    ...given.keyRing,
    keptFreshFromMs: 0, // as on Node
    now: given.now,
    log: given.log,
    loopbackHost: "localhost:8080",
  };
}
