import { ProblemError } from "@grantry/schema";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { type Called, callService, type Headers } from "./call.ts";
import { KEPT_OF_BODY, logCall } from "./debug-log.ts";
import { answerHeaders, goesInCircles, requestHeaders } from "./forwarded-headers.ts";
import { forwardedUrl, rewrittenLocation } from "./forwarded-path.ts";
import { networkProblem } from "./network-problem.ts";
import { headerOf } from "./received.ts";
import { type CallableService, callableService } from "./service.ts";
import { type Seen, WatchedBody } from "./watched-body.ts";

/** TRACE would send the token back, CONNECT asks for a tunnel. */
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
/** A body up to this is held, so that the call can be repeated when the token is refused. */
const REPEATABLE_BYTES = 64 * 1024;
/** No secret that is masked is longer. */
const LONGEST_SECRET = 32 * 1024;

export interface PassedRequest {
  readonly method: string;
  /** What stands behind `/proxy` in the address, as it stands there, and the query with its `?`. */
  readonly rest: string;
  readonly search: string;
  readonly headers: Headers;
  readonly body: ReadableStream<Uint8Array> | null;
  readonly signal: AbortSignal;
}

export interface PassedAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: ReadableStream<Uint8Array> | null;
}

/**
 * Sends a program's request on to a web service with what authenticates it put in, and the answer back, both in pieces
 * as they come. What the caller says of itself (`Authorization`, `Cookie`) stays here; redirects are not followed.
 * @throws ProblemError web-service-…, pass-through-…, method-not-allowed, and what accessTokenFor refuses
 */
export async function passThrough(ctx: Context, nameOrId: string, request: PassedRequest): Promise<PassedAnswer> {
  const { method, headers, signal } = request;
  if (!methods.includes(method)) {
    throw new ProblemError("method-not-allowed", { parameters: { method, allowed: methods.join(", ") } });
  }
  if (goesInCircles(headers)) throw new ProblemError("pass-through-loop");
  const service = await callableService(ctx, nameOrId);
  const url = forwardedUrl(service.row.endpoint, request.rest, request.search);
  const passing: Passing = { id: newId(ctx.platform), at: ctx.platform.now(), service, method, url };
  const body = await repeatable(request);
  const sent = body instanceof ReadableStream ? new WatchedBody(body, KEPT_OF_BODY + LONGEST_SECRET) : body;
  const seen = (): Seen =>
    sent instanceof WatchedBody ? sent.seen : { beginning: sent ?? new Uint8Array(), bytes: sent?.length ?? 0 };
  let called: Called | undefined;
  try {
    const outgoing = { method, url, headers: requestHeaders(headers), signal };
    called = await callService(ctx, service, { ...outgoing, body: sent instanceof WatchedBody ? sent.stream : sent });
    return answerOf(ctx, passing, called, seen);
  } catch (error) {
    if (error instanceof ProblemError) {
      const failed = {
        called,
        request: seen(),
        response: null,
        status: null,
        outcome: error.slug,
        detail: error.message,
      };
      ctx.platform.afterResponse(log(ctx, passing, failed));
    }
    throw error;
  }
}

interface Passing {
  readonly id: string;
  readonly at: number;
  readonly service: CallableService;
  readonly method: string;
  readonly url: URL;
}

/** A small body as a whole; any other as it comes. */
async function repeatable({
  body,
  headers,
}: PassedRequest): Promise<Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null> {
  const length = Number(headerOf(headers, "content-length") ?? Number.NaN);
  if (body === null || !(length <= REPEATABLE_BYTES)) return body;
  return new Uint8Array(await new Response(body).arrayBuffer());
}

function answerOf(ctx: Context, passing: Passing, called: Called, request: () => Seen): PassedAnswer {
  const { answer, url } = called;
  const { service } = passing;
  if (!answer.ok) {
    throw networkProblem(answer, { seconds: service.details.timeoutSeconds, language: ctx.language });
  }
  const { status } = answer;
  if (status < 200 || status > 599) {
    void answer.body?.cancel(); // nobody reads it: the connection is free again
    const reason = `HTTP ${status}`; // RFC 9110 §15
    throw new ProblemError("web-service-unreachable", { parameters: { host: url.host, reason } });
  }
  const proxyPath = `/api/v1/web-services/${encodeURIComponent(service.row.name)}/proxy`;
  const places = { asked: url, endpoint: service.row.endpoint, proxyPath };
  const headers = answerHeaders(answer.headers).map(([name, value]): [string, string] => [
    name,
    name.toLowerCase() === "location" ? rewrittenLocation(value, places) : value,
  ]);
  const outcome = status >= 400 ? "service-refused" : "ok";
  const done = { called, status, outcome, detail: "" };
  const hasBody = answer.body !== null && passing.method !== "HEAD" && ![204, 205, 304].includes(status);
  if (!hasBody) {
    ctx.platform.afterResponse(log(ctx, passing, { ...done, request: request(), response: nothing }));
    return { status, headers, body: null };
  }
  const watched = new WatchedBody(answer.body, KEPT_OF_BODY + LONGEST_SECRET);
  // Begun when the body has ended: a caller who never reads it to its end must not hold up a clean stop.
  void watched.ended.then((end) => {
    const detail = end === "cut" ? "The body was cut off." : "";
    ctx.platform.afterResponse(log(ctx, passing, { ...done, detail, request: request(), response: watched.seen }));
  });
  return { status, headers, body: watched.stream };
}

const nothing: Seen = { beginning: new Uint8Array(), bytes: 0 };

async function log(
  ctx: Context,
  { id, at, service, method, url }: Passing,
  went: {
    called: Called | undefined;
    request: Seen;
    response: Seen | null;
    status: number | null;
    outcome: string;
    detail: string;
  },
): Promise<void> {
  const { called, request, response, status, outcome, detail } = went;
  const answer = called?.answer.ok ? called.answer : null;
  await logCall(ctx, service, {
    id,
    at,
    invoker: null,
    method,
    url: (called?.url ?? url).href,
    status,
    outcome,
    detail,
    request: { headers: called?.headers ?? [], ...request },
    response: response && { headers: answer?.headers ?? [], ...response },
    tokenRenewed: called?.tokenRenewed ?? false,
    secrets: called?.secrets ?? [],
  });
}
