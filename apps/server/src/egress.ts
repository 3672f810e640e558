import { Readable } from "node:stream";
import type { ReadableStream as NodeStream } from "node:stream/web";
import type { EgressRules, Platform, Stream, StreamedAnswer } from "@grantry/core";
import { errors, fetch, request as undiciRequest } from "undici";
import { proxyHostFor, reasonOf, routeTo } from "./egress-route.ts";

type Send = ReturnType<Platform["sendWith"]>;
type OutgoingAnswer = Awaited<ReturnType<Send>>;

/** The one way out on Node: https only, addresses checked, time and size limits, no redirect followed. */
export function sendWith(rules: EgressRules): Send {
  return async (request): Promise<OutgoingAnswer> => {
    const url = new URL(request.url);
    const dispatcher = routeTo(url, rules);
    if (dispatcher === null) return { ok: false, reason: "blocked", host: url.host };
    try {
      const response = await fetch(url, {
        method: request.method,
        headers: { ...request.headers },
        ...(request.body !== undefined && { body: request.body }),
        redirect: "manual",
        signal: AbortSignal.timeout(rules.timeoutMs),
        dispatcher,
      });
      const headers = new Headers([...response.headers]);
      return { ok: true, status: response.status, headers, ...(await readAtMost(response.body, request.maxBodyBytes)) };
    } catch (error) {
      return { ok: false, host: url.host, proxy: proxyHostFor(url, rules), ...reasonOf(error) };
    }
  };
}

/** The same for what may be larger than memory, byte for byte: the answer is not decompressed. */
export function streamWith(rules: EgressRules): Stream {
  return async (request): Promise<StreamedAnswer> => {
    const url = new URL(request.url);
    const dispatcher = routeTo(url, rules, request.tls);
    if (dispatcher === null) return { ok: false, reason: "blocked", host: url.host };
    try {
      const answer = await undiciRequest(url, {
        method: request.method as "GET", // any method that the caller lets through
        headers: request.headers.flat(),
        body: request.body instanceof ReadableStream ? Readable.fromWeb(request.body as NodeStream) : request.body,
        headersTimeout: rules.timeoutMs,
        bodyTimeout: rules.timeoutMs,
        ...(request.signal && { signal: request.signal }),
        dispatcher,
      });
      return { ok: true, status: answer.statusCode, headers: pairsOf(answer.headers), body: streamOf(answer.body) };
    } catch (error) {
      if (request.signal?.aborted) return { ok: false, reason: "left", host: url.host };
      if (error instanceof errors.InvalidArgumentError)
        return { ok: false, reason: "unsendable", host: url.host, detail: error.message };
      return { ok: false, host: url.host, ...reasonOf(error) };
    }
  };
}

function pairsOf(headers: Readonly<Record<string, string | string[] | undefined>>): [string, string][] {
  return Object.entries(headers).flatMap(([name, value = []]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
}

/** Node's stream types and the web's are the same thing under two names. */
function streamOf(body: Readable): ReadableStream<Uint8Array> {
  return Readable.toWeb(body) as ReadableStream<Uint8Array>;
}

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
