import { hash, randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { KeyRingFile, Log, Platform, Spool, Tracer } from "@grantry/core";
import type { KeyRing } from "@grantry/db";
import { sendWith, streamWith } from "./egress.ts";
import { mailNetworkWith } from "./egress-mail.ts";
import { refusesAddress } from "./egress-route.ts";

/** Work that goes on after its response, so that a clean stop can wait for it. */
export interface Background {
  readonly add: (work: Promise<unknown>) => void;
  readonly settled: () => Promise<void>;
}

/** Keeps such work in sight; what fails in it is logged. */
export function backgroundWork(log: Log): Background {
  const running = new Set<Promise<void>>();
  return {
    add(work) {
      const watched = work.then(
        () => undefined,
        (error: unknown) =>
          log("error", "after-response.failed", { error: error instanceof Error ? error.stack : String(error) }),
      );
      running.add(watched);
      void watched.finally(() => running.delete(watched));
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/** PostMasterMaxEmailSize goes no higher. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/** What Node provides. */
export function nodePlatform(given: {
  keys: KeyRing;
  keyRingFile: KeyRingFile | null;
  spool: Spool;
  log: Log;
  tracer: Tracer;
  background: Background;
  loopbackHost: string | null;
  practiceOrigin: string | null;
}): Platform {
  return {
    now: Date.now,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    hashOf: (value) => hash("sha256", value, "base64url"),
    wait: (ms) => wait(ms),
    sendWith,
    streamWith,
    refusesAddress,
    takesTlsOptions: true,
    mailNetworkWith,
    maxMessageBytes: MAX_MESSAGE_BYTES,
    keys: given.keys,
    keyRingFile: given.keyRingFile,
    keptFreshFromMs: 0,
    spool: given.spool,
    afterResponse: given.background.add,
    log: given.log,
    tracer: given.tracer,
    loopbackHost: given.loopbackHost,
    practiceOrigin: given.practiceOrigin,
  };
}
