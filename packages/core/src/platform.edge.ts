import { type Database, KeyRingError, openRemoteDatabase, readKeyRing, webCipher } from "@grantry/db";
import type { OutgoingAnswer, Send } from "@grantry/oauth";
import type { Log } from "./log.ts";
import type { EgressRules, Platform } from "./platform.ts";
import { isLoopback } from "./settings.ts";

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

/** What workerd provides. `waitUntil` belongs to one request. */
export function edgePlatform(env: EdgeEnvironment, waitUntil: (work: Promise<unknown>) => void): Platform {
  return {
    now: () => Date.now(),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    sendWith: fetchWith,
    refusesAddress: async (url, rules) => !isAllowed(url, rules),
    keys: readKeyRing(env.GRANTRY_KEYS, webCipher()),
    keyRingFile: null,
    spool: null,
    afterResponse: (work) =>
      waitUntil(work.catch((error: unknown) => log("error", "after-response.failed", { error: String(error) }))),
    log,
    loopbackHost: env.GRANTRY_LOOPBACK_HOST ?? null,
    practiceOrigin: env.GRANTRY_PRACTICE_ORIGIN ?? null,
  };
}

const log: Log = (level, event, facts = {}) => {
  if (level !== "debug") console.log(JSON.stringify({ level, event, ...facts }));
};

/** The way out on the edge: checked by name and literal address, since a Worker cannot see what a name resolves to. */
function fetchWith(rules: EgressRules): Send {
  return async (request): Promise<OutgoingAnswer> => {
    const url = new URL(request.url);
    if (!isAllowed(url, rules)) return { ok: false, reason: "blocked", host: url.host };
    try {
      const response = await fetch(url, {
        method: request.method,
        headers: { ...request.headers },
        ...(request.body !== undefined && { body: request.body }),
        redirect: "manual",
        signal: AbortSignal.timeout(rules.timeoutMs),
      });
      return {
        ok: true,
        status: response.status,
        headers: response.headers,
        ...(await readAtMost(response, request.maxBodyBytes)),
      };
    } catch (error) {
      const timedOut = error instanceof Error && error.name === "TimeoutError";
      return {
        ok: false,
        reason: timedOut ? "timeout" : "unreachable",
        host: url.host,
        detail: error instanceof Error ? error.name : "error",
      };
    }
  };
}

function isAllowed(url: URL, rules: EgressRules): boolean {
  if (rules.loopbackAllowed && isLoopback(url.host)) return true;
  const plain = url.protocol === "http:";
  const named = rules.allowedPrivateHosts.map((entry) => entry.toLowerCase());
  if (named.includes(`http://${url.host}`)) return true;
  if (plain) return false;
  if (named.includes(url.host) || named.includes(url.hostname)) return true;
  return !isLoopback(url.host) && !isPrivateLiteral(url.hostname) && url.protocol === "https:";
}

/** Addresses that are no one's on the internet, written as numbers, and names that only a local network knows. */
function isPrivateLiteral(hostname: string): boolean {
  if (hostname.startsWith("[")) return /^\[(::|f[cd]|fe[89ab])/i.test(hostname);
  if (/^\d+\.\d+\.\d+\.\d+$/.test(hostname)) {
    return /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(
      hostname,
    );
  }
  return !hostname.includes(".") || /\.(local|internal|home\.arpa)$/i.test(hostname);
}

async function readAtMost(response: Response, maxBytes: number): Promise<{ body: Uint8Array; truncated: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes) break;
  }
  const body = new Uint8Array(Math.min(length, maxBytes));
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk.subarray(0, body.length - offset), offset);
    offset += Math.min(chunk.length, body.length - offset);
  }
  return { body, truncated: length > maxBytes };
}
