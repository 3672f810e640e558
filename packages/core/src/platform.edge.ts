import { type Database, hashOf, KeyRingError, openRemoteDatabase, readKeyRing, webCipher } from "@grantry/db";
import { refusesAddress, sendWith, streamWith } from "./egress.edge.ts";
import type { Log } from "./log.ts";
import type { Platform } from "./platform.ts";
import { noTracer } from "./tracer.ts";

/** The variables of a Worker. */
export interface EdgeEnvironment {
  readonly GRANTRY_DATABASE_URL: string;
  readonly GRANTRY_DATABASE_AUTH_TOKEN?: string;
  readonly GRANTRY_KEYS: string;
  /** Set where a practice provider runs beside `wrangler dev`. */
  readonly GRANTRY_PRACTICE_ORIGIN?: string;
  /** Set by `wrangler dev` alone: the host that browsers on this machine use. */
  readonly GRANTRY_LOOPBACK_HOST?: string;
}

/** What is wrong with a Worker's variables, never a secret's value; `null`: nothing. */
export function environmentFault(env: Partial<EdgeEnvironment>): string | null {
  const { GRANTRY_DATABASE_URL: url, GRANTRY_KEYS: keys } = env;
  if (!url || !/^(https?|libsql):\/\/./.test(url)) {
    return "GRANTRY_DATABASE_URL is missing or no address; it takes https://…, http://… or libsql://… ([vars]).";
  }
  if (!keys) return "GRANTRY_KEYS is missing; it takes id:base64[,id:base64…] (wrangler secret put GRANTRY_KEYS).";
  try {
    readKeyRing(keys, webCipher());
    return null;
  } catch (error) {
    if (error instanceof KeyRingError) return `GRANTRY_KEYS: ${error.message}.`;
    throw error;
  }
}

export { edgeMailNetwork } from "./mail-network.edge.ts";

/** Shorter lifetimes than five minutes are refreshed when read: the cron ticks each minute. */
export const keptFreshFromMsAtTheEdge = 5 * 60_000;

const opened = new Map<string, Database>();

/** The database of a Worker, opened once per isolate. */
export function edgeDatabase(env: EdgeEnvironment): Database {
  const known = opened.get(env.GRANTRY_DATABASE_URL);
  if (known) return known;
  const location = { url: env.GRANTRY_DATABASE_URL, authToken: env.GRANTRY_DATABASE_AUTH_TOKEN };
  const db = openRemoteDatabase(location, () => Date.now());
  opened.set(env.GRANTRY_DATABASE_URL, db);
  return db;
}

/** What workerd provides. `waitUntil` belongs to one request; who reaches mail servers brings the way there. */
export function edgePlatform(
  env: EdgeEnvironment,
  { waitUntil, mailNetworkWith }: { waitUntil: (work: Promise<unknown>) => void } & Pick<Platform, "mailNetworkWith">,
): Platform {
  return {
    now: () => Date.now(),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    hashOf,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    sendWith,
    streamWith,
    refusesAddress,
    takesTlsOptions: false,
    mailNetworkWith,
    maxMessageBytes: MAX_MESSAGE_BYTES,
    keys: readKeyRing(env.GRANTRY_KEYS, webCipher()),
    keyRingFile: null,
    keptFreshFromMs: keptFreshFromMsAtTheEdge,
    spool: null,
    afterResponse: (work) =>
      waitUntil(work.catch((error: unknown) => log("error", "after-response.failed", { error: String(error) }))),
    log,
    tracer: noTracer,
    loopbackHost: env.GRANTRY_LOOPBACK_HOST ?? null,
    practiceOrigin: env.GRANTRY_PRACTICE_ORIGIN ?? null,
  };
}

/** A Worker has 128 MB, and a message is in there several times: as bytes, as text, sealed, and on its way. */
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

const log: Log = (level, event, facts = {}) => {
  if (level !== "debug") console.log(JSON.stringify({ level, event, ...facts }));
};
