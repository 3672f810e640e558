import type { OutgoingAnswer, Send } from "@grantry/oauth";
import type { EgressRules, Stream, StreamedAnswer } from "./egress.ts";
import { isLoopback } from "./settings.ts";

/** The way out on the edge: checked by name and literal address, since a Worker cannot see what a name resolves to. */
export function sendWith(rules: EgressRules): Send {
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
      return { ok: false, host: url.host, ...reasonOf(error) };
    }
  };
}

/** The way out on the edge for what may be larger than memory. The time limit holds until the answer begins. */
export function streamWith(rules: EgressRules): Stream {
  return async (request): Promise<StreamedAnswer> => {
    const url = new URL(request.url);
    const { host } = url;
    if (!isAllowed(url, rules)) return { ok: false, reason: "blocked", host };
    if (!request.tls.verify || request.tls.ca !== "") return { ok: false, reason: "tls-options", host };
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(new DOMException("too late", "TimeoutError")), rules.timeoutMs);
    try {
      const response = await fetch(url, {
        method: request.method,
        headers: request.headers.map(([name, value]): [string, string] => [name, value]),
        body: request.body,
        redirect: "manual",
        signal: request.signal ? AbortSignal.any([limit.signal, request.signal]) : limit.signal,
        ...(request.body instanceof ReadableStream && { duplex: "half" }), // what Node wants, where tests run
      });
      return { ok: true, status: response.status, headers: [...response.headers], body: response.body };
    } catch (error) {
      return request.signal?.aborted ? { ok: false, reason: "left", host } : { ok: false, host, ...reasonOf(error) };
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Whether the way out would refuse an address: what a name resolves to is not known here. */
export async function refusesAddress(url: URL, rules: EgressRules): Promise<boolean> {
  return !isAllowed(url, rules);
}

function isAllowed(url: URL, rules: EgressRules): boolean {
  if (rules.loopbackAllowed && isLoopback(url.host)) return true;
  const named = rules.allowedPrivateHosts.map((entry) => entry.toLowerCase());
  if (named.includes(`http://${url.host}`)) return true;
  if (url.protocol !== "https:") return false;
  if (named.includes(url.host) || named.includes(url.hostname)) return true;
  return !isPrivateLiteral(url.hostname);
}

/**
 * Addresses that are no one's on the internet, in whatever writing, and names that only a local network knows. Of IPv6
 * only what is global unicast (RFC 4291 §2.4) is someone's, and of that nothing that carries an IPv4 address or is
 * there for examples.
 */
export function isPrivateLiteral(hostname: string): boolean {
  const host = hostname.includes(":") && !hostname.startsWith("[") ? `[${hostname}]` : hostname;
  if (!URL.canParse(`https://${host}/`)) return true;
  const name = new URL(`https://${host}/`).hostname.replace(/\.$/, ""); // numbers are written as one is used to
  if (name.startsWith("[")) return !/^\[(?!2002:|2001:(0?:|db8:))[23]\w{3}:/.test(name);
  if (/\.\d+$/.test(name)) return privateIpv4.test(name);
  return !name.includes(".") || /\.(local|localhost|internal|home\.arpa)$/.test(name);
}

/** Of the registry of special addresses (RFC 6890), and multicast. */
const privateIpv4 =
  /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])|2[345]\d|22[4-9])\./;

function reasonOf(error: unknown): { reason: "timeout" | "unreachable"; detail: string } {
  const name = error instanceof Error ? error.name : "error";
  return { reason: name === "TimeoutError" ? "timeout" : "unreachable", detail: name };
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
