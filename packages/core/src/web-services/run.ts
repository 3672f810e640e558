import { toBase64 } from "@grantry/db";
import { type Invoker, type Language, ProblemError, problemType, type Run, sayProblem } from "@grantry/schema";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { type Called, callService } from "./call.ts";
import type { InvokerData } from "./data.ts";
import { type CallToLog, KEPT_OF_BODY, logCall } from "./debug-log.ts";
import { getInvoker } from "./invokers.ts";
import { type Judgement, judge } from "./judge.ts";
import { Masking } from "./masking.ts";
import { networkProblem } from "./network-problem.ts";
import { type Received, receive } from "./received.ts";
import { type InvokerRequest, requestOf } from "./request-of.ts";
import { type CallableService, callableService } from "./service.ts";

/** What is read of an answer at most. */
const MOST_BYTES = 1024 * 1024;

/** A call on its way. */
interface Running {
  readonly id: string;
  readonly at: number;
  readonly service: CallableService;
  readonly invoker: Invoker;
  readonly request: InvokerRequest;
}

/**
 * Runs an invoker with data. Whatever the service answers is the result, with what is wrong about it; refused is only
 * what got no answer. Either way it is in the debug log.
 * @throws ProblemError web-service-…, invoker-not-found, invalid-input, and what accessTokenFor refuses
 */
export async function runInvoker(
  ctx: Context,
  place: { service: string; name: string },
  data: InvokerData,
): Promise<Run> {
  const service = await callableService(ctx, place.service);
  const { invoker } = await getInvoker(ctx, service.row.id, place.name);
  const request = requestOf(service, invoker, data);
  const running: Running = { id: newId(ctx.platform), at: ctx.platform.now(), service, invoker, request };
  let called: Called | undefined;
  try {
    const signal = AbortSignal.timeout(service.details.timeoutSeconds * 1000);
    const body = request.body === "" ? null : new TextEncoder().encode(request.body);
    called = await callService(ctx, service, {
      method: invoker.method,
      url: request.url,
      headers: request.headers,
      body,
      signal,
    });
    const received = await receivedOf(called, service, { signal, language: ctx.language });
    const judgement = await judge(received, {
      type: service.row.type,
      returns: invoker.returns,
      maximum: "1 MB",
      language: ctx.language,
    });
    log(ctx, running, { called, received, complaint: judgement.complaint });
    return viewOf(ctx, running, { called, received, judgement });
  } catch (error) {
    if (error instanceof ProblemError) log(ctx, running, { called, complaint: error });
    throw error;
  }
}

async function receivedOf(
  { answer, url }: Called,
  { details }: CallableService,
  { signal, language }: { signal: AbortSignal; language: Language },
): Promise<Received> {
  const limits = { maxBytes: MOST_BYTES, host: url.host, signal };
  const received = answer.ok ? await receive(answer, limits) : answer;
  if (!("ok" in received)) return received;
  // What ended the call from here is its time limit.
  const failed = received.reason === "left" ? ({ ...received, reason: "timeout" } as const) : received;
  throw networkProblem(failed, { seconds: details.timeoutSeconds, language });
}

/** After the response: who waits for the service's answer does not wait for the log. */
function log(
  ctx: Context,
  { id, at, service, invoker, request }: Running,
  outcome: { called: Called | undefined; received?: Received; complaint: ProblemError | null },
): void {
  const { called, received, complaint } = outcome;
  const secrets = called?.secrets ?? [];
  const kept = KEPT_OF_BODY + new Masking(secrets).longest;
  const body = new TextEncoder().encode(request.body);
  const call: CallToLog = {
    id,
    at,
    invoker: invoker.name,
    method: invoker.method,
    url: (called?.url ?? request.url).href,
    status: received?.status ?? null,
    outcome: complaint?.slug ?? "ok",
    detail: complaint?.message ?? "",
    request: { headers: called?.headers ?? request.headers, beginning: body.subarray(0, kept), bytes: body.length },
    response: received
      ? { headers: received.headers, beginning: received.bytes.subarray(0, kept), bytes: received.bytes.length }
      : null,
    tokenRenewed: called?.tokenRenewed ?? false,
    secrets,
  };
  ctx.platform.afterResponse(logCall(ctx, service, call));
}

function viewOf(
  ctx: Context,
  { id, at, invoker, request }: Running,
  { called, received, judgement }: { called: Called; received: Received; judgement: Judgement },
): Run {
  const masking = new Masking(called.secrets);
  const { complaint, returned } = judgement;
  const said = complaint && sayProblem(complaint, ctx.language);
  const text = textOf(received.bytes);
  return {
    id,
    request: {
      method: invoker.method,
      url: masking.text(called.url.href),
      headers: masking.headers(called.headers),
      body: masking.text(request.body),
    },
    status: received.status,
    headers: received.headers.map(([name, value]) => ({ name, value })),
    body: text ?? toBase64(received.bytes),
    bodyEncoding: text === undefined ? "base64" : "text",
    bodyBytes: received.bytes.length,
    truncated: received.truncated,
    returned: returned as Run["returned"], // read from JSON or XML
    complaint: said && {
      slug: said.type.slice(problemType("").length),
      title: said.title,
      detail: said.detail,
      action: said.action,
    },
    durationMs: ctx.platform.now() - at,
    tokenRenewed: called.tokenRenewed,
  };
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
