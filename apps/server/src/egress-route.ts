import { type LookupAddress, lookup as resolveName } from "node:dns";
import { lookup } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { type EgressRules, isLoopback } from "@grantry/core";
import ipaddr from "ipaddr.js";
import { Agent, type Dispatcher, ProxyAgent } from "undici";

const BLOCKED = "EGRESS_BLOCKED";
/** Kept dispatchers at most: each own authority has one. */
const MOST_DISPATCHERS = 100;
const dispatchers = new Map<string, Dispatcher>();

/** What of TLS differs from what Node does by itself. */
interface TlsOptions {
  readonly verify: boolean;
  readonly ca: string;
}
const asNode: TlsOptions = { verify: true, ca: "" };

/**
 * How an address is reached: over which connections, every one of them checked by the rules. `null`: not at all.
 * Names are resolved, checked and used as checked, so that a name cannot change its address in between.
 */
export function routeTo(url: URL, rules: EgressRules, tls: TlsOptions = asNode): Dispatcher | null {
  const reach = reachOf(url, rules);
  if (reach === "blocked") return null;
  const secure = { ...(tls.ca !== "" && { ca: tls.ca }), ...(!tls.verify && { rejectUnauthorized: false }) };
  const key = `${tls.verify} ${tls.ca}`;
  if (usesProxy(url, rules)) {
    const uri = rules.proxy ?? "";
    return kept(`proxy ${uri} ${key}`, () => new ProxyAgent({ uri, requestTls: secure }));
  }
  if (reach === "private") return kept(`private ${key}`, () => new Agent({ connect: secure }));
  return kept(`public ${key}`, () => new Agent({ connect: { ...secure, lookup: publicOnly } }));
}

/**
 * Whether an address would be refused: by name and literal address, then by what the name resolves to, where that is
 * known within the limit of time.
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

function usesProxy(url: URL, { proxy, noProxy }: EgressRules): boolean {
  const bypassed = noProxy.some((host) => host.toLowerCase() === url.host || host.toLowerCase() === url.hostname);
  return proxy !== null && !bypassed && !isLoopback(url.host);
}

/** The proxy that a request goes through, without its password; `null`: none. */
export function proxyHostFor(url: URL, rules: EgressRules): string | null {
  if (!usesProxy(url, rules)) return null;
  return URL.canParse(rules.proxy ?? "") ? new URL(rules.proxy ?? "").host : "–";
}

/** Whether an address is of the public internet: neither private, loopback, link-local nor reserved (RFC 6890). */
export function isPublic(address: string): boolean {
  return ipaddr.process(address).range() === "unicast";
}

function kept(key: string, make: () => Dispatcher): Dispatcher {
  const known = dispatchers.get(key);
  if (known) return known;
  const [oldest] = dispatchers;
  if (oldest && dispatchers.size >= MOST_DISPATCHERS) {
    dispatchers.delete(oldest[0]);
    void oldest[1].close(); // when its requests have ended
  }
  const made = make();
  dispatchers.set(key, made);
  return made;
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

export type NetworkReason = "timeout" | "dns" | "refused" | "tls" | "reset" | "blocked" | "unreachable";

/** What happened on the network, from whatever undici threw. */
export function reasonOf(error: unknown): { reason: NetworkReason; detail?: string } {
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
