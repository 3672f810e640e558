import { type LookupAddress, lookup as resolveName } from "node:dns";
import { lookup } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { type EgressRules, isLoopback, type Platform } from "@grantry/core";
import ipaddr from "ipaddr.js";
import { Agent, type Dispatcher, fetch, ProxyAgent } from "undici";

type Send = ReturnType<Platform["sendWith"]>;
type OutgoingAnswer = Awaited<ReturnType<Send>>;

const BLOCKED = "EGRESS_BLOCKED";
const agents = new Map<string, Dispatcher>();

/**
 * The one way out on Node: https only, the address checked after the name is resolved and used as checked (so that a
 * name cannot change its address in between), time and size limits, no redirect followed.
 */
export function sendWith(rules: EgressRules): Send {
  return async (request): Promise<OutgoingAnswer> => {
    const url = new URL(request.url);
    const reach = reachOf(url, rules);
    if (reach === "blocked") return { ok: false, reason: "blocked", host: url.host };
    try {
      const response = await fetch(url, {
        method: request.method,
        headers: { ...request.headers },
        ...(request.body !== undefined && { body: request.body }),
        redirect: "manual",
        signal: AbortSignal.timeout(rules.timeoutMs),
        dispatcher: dispatcherFor(url, rules, reach),
      });
      const headers = new Headers([...response.headers]);
      return { ok: true, status: response.status, headers, ...(await readAtMost(response.body, request.maxBodyBytes)) };
    } catch (error) {
      return { ok: false, host: url.host, ...reasonOf(error) };
    }
  };
}

/**
 * Whether `sendWith` would refuse this address: by name and literal address, then by what the name resolves to, where
 * that is known within the limit of time.
 */
export async function refusesAddress(url: URL, rules: EgressRules): Promise<boolean> {
  const reach = reachOf(url, rules);
  if (reach !== "public" || usesProxy(url, rules) || isIP(bareHostname(url)) !== 0) return reach === "blocked";
  const addresses = await addressesWithin(rules.timeoutMs, url.hostname);
  return addresses.length > 0 && !addresses.some(({ address }) => isPublic(address));
}

async function addressesWithin(ms: number, hostname: string): Promise<LookupAddress[]> {
  if (ms <= 0) return [];
  const late = new AbortController();
  const resolved = lookup(hostname, { all: true }).catch(() => []);
  const addresses = await Promise.race([resolved, wait(ms, [], { signal: late.signal, ref: false })]);
  late.abort();
  return addresses;
}

/** `private`: listed as allowed, or this machine while the product itself is on it. `public`: checked when resolved. */
type Reach = "private" | "public" | "blocked";

function reachOf(url: URL, rules: EgressRules): Reach {
  const hostname = bareHostname(url);
  const listed = rules.allowedPrivateHosts.map((entry) => entry.toLowerCase());
  if (rules.loopbackAllowed && isLoopback(url.host)) return "private";
  if (listed.includes(`http://${url.host}`) && url.protocol === "http:") return "private";
  if (url.protocol !== "https:") return "blocked";
  if (listed.includes(url.host) || listed.includes(hostname)) return "private";
  return isIP(hostname) !== 0 && !isPublic(hostname) ? "blocked" : "public";
}

function bareHostname(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

function isPublic(address: string): boolean {
  return ipaddr.process(address).range() === "unicast";
}

function dispatcherFor(url: URL, rules: EgressRules, reach: Reach): Dispatcher {
  if (usesProxy(url, rules)) {
    return kept(`proxy ${rules.proxy}`, () => new ProxyAgent(rules.proxy ?? ""));
  }
  if (reach === "private") return kept("private", () => new Agent());
  return kept("public", () => new Agent({ connect: { lookup: publicOnly } }));
}

function usesProxy(url: URL, { proxy, noProxy }: EgressRules): boolean {
  const bypassed = noProxy.some((host) => host.toLowerCase() === url.host || host.toLowerCase() === url.hostname);
  return proxy !== null && !bypassed && !isLoopback(url.host);
}

function kept(key: string, make: () => Dispatcher): Dispatcher {
  const known = agents.get(key) ?? make();
  agents.set(key, known);
  return known;
}

/** Resolves a name, and gives only addresses that are someone's on the internet. */
const publicOnly: LookupFunction = (hostname, options, callback) => {
  resolveName(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, "", 0);
    const usable = addresses.filter(({ address }) => isPublic(address));
    const [first] = usable;
    if (!first)
      return callback(Object.assign(new Error(`${hostname} is in a private network`), { code: BLOCKED }), "", 0);
    return options.all ? callback(null, usable) : callback(null, first.address, first.family);
  });
};

async function readAtMost(
  body: AsyncIterable<Uint8Array> | null,
  maxBytes: number,
): Promise<{ body: Uint8Array; truncated: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes) break;
  }
  return { body: new Uint8Array(Buffer.concat(chunks).subarray(0, maxBytes)), truncated: length > maxBytes };
}

function reasonOf(error: unknown): { reason: Extract<OutgoingAnswer, { ok: false }>["reason"]; detail?: string } {
  if (error instanceof Error && error.name === "TimeoutError") return { reason: "timeout" };
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
    if (code === BLOCKED) return { reason: "blocked" };
    if (/^(ENOTFOUND|EAI_)/.test(code)) return { reason: "dns", detail: code };
    if (code === "ECONNREFUSED") return { reason: "refused", detail: code };
    if (/TIMEOUT/.test(code)) return { reason: "timeout", detail: code };
    if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code)) return { reason: "tls", detail: code };
    if (code === "ECONNRESET" || code === "UND_ERR_SOCKET") return { reason: "reset", detail: code };
  }
  return { reason: "unreachable" };
}
