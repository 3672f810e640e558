import { pipeline, Readable, type Transform } from "node:stream";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { EgressRules, Platform, Stream, StreamedAnswer } from "@grantry/core";
import { errors, request as undiciRequest } from "undici";
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
      // Undici's own request takes a third of what its fetch does, and follows no redirect.
      const answer = await undiciRequest(url, {
        method: request.method,
        headers: { ...says, ...request.headers },
        ...(request.body !== undefined && { body: request.body }),
        signal: AbortSignal.timeout(rules.timeoutMs),
        dispatcher,
      });
      const headers = new Headers(pairsOf(answer.headers));
      const body = unpacked(answer.body, headers.get("content-encoding") ?? "");
      return { ok: true, status: answer.statusCode, headers, ...(await readAtMost(body, request.maxBodyBytes)) };
    } catch (error) {
      return { ok: false, host: url.host, proxy: proxyHostFor(url, rules), ...reasonOf(error) };
    }
  };
}

/** What every request says. There are services that refuse who does not name themselves. */
const says = { "accept-encoding": "gzip, deflate, br", "user-agent": "Grantry" } as const;

/** A body as it was before it was packed for the way (RFC 9110 §8.4). Another coding than those asked for is left as it is. */
function unpacked(body: Readable, coding: string): Readable {
  const unpack = unpackers[coding.trim().toLowerCase()];
  // What fails on either side is thrown by whoever reads.
  return unpack ? pipeline(body, unpack(), () => undefined) : body;
}

const unpackers: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

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
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<{ body: Uint8Array; truncated: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes) break;
  }
  return { body: new Uint8Array(Buffer.concat(chunks).subarray(0, maxBytes)), truncated: length > maxBytes };
}
