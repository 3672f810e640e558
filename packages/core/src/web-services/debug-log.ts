import {
  deleteInvocationsOf,
  findInvocation,
  forgetInvocations,
  type InvocationRow,
  insertInvocation,
  listInvocations as readPage,
  writeBatch,
} from "@grantry/db";
import {
  type Exchange,
  exchange,
  type Invocation,
  type LoggedInvocation,
  ProblemError,
  secret,
  settings,
} from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { toInstant } from "../instants.ts";
import { currentSettings } from "../settings.ts";
import type { Headers } from "./call.ts";
import { existingWebService } from "./existing.ts";
import { Masking } from "./masking.ts";
import type { CallableService } from "./service.ts";

/** What is kept of a body, bytes. */
export const KEPT_OF_BODY = 16 * 1024;

/** Calls kept of each web service at most. */
const MOST_CALLS = 5_000;
const DAY_MS = 24 * 60 * 60_000;

/** A call as it went, secrets and all. */
export interface CallToLog {
  readonly id: string;
  readonly invoker: string | null;
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly status: number | null;
  /** `ok`, or the slug of what went wrong. */
  readonly outcome: string;
  readonly detail: string;
  readonly request: LoggedMessage;
  readonly response: LoggedMessage | null;
  readonly tokenRenewed: boolean;
  readonly secrets: readonly string[];
}

interface LoggedMessage {
  readonly headers: Headers;
  /** The beginning of the body, {@link KEPT_OF_BODY} and as much as the longest secret has. */
  readonly beginning: Uint8Array;
  readonly bytes: number;
}

/** Writes a call into the debug log, its secrets masked, unless the service or the settings say otherwise. */
export async function logCall(ctx: Context, { row, details }: CallableService, call: CallToLog): Promise<void> {
  if (details.debugLog === "off" || (details.debugLog === "failures" && call.outcome === "ok")) return;
  if ((await currentSettings(ctx))["DebugLog::RetentionDays"] === 0) return;
  const masking = new Masking(call.secrets);
  const kept: Exchange = {
    request: messageOf(call.request, masking),
    response: call.response && messageOf(call.response, masking),
    detail: masking.text(call.detail),
  };
  await insertInvocation(ctx.db, ctx.platform.keys, {
    id: call.id,
    serviceId: row.id,
    invoker: call.invoker,
    actor: ctx.actor.label,
    at: call.at,
    method: call.method,
    url: masking.text(call.url),
    status: call.status,
    outcome: call.outcome,
    durationMs: ctx.platform.now() - call.at,
    requestBytes: call.request.bytes,
    responseBytes: call.response?.bytes ?? 0,
    tokenRenewed: call.tokenRenewed,
    exchange: secret(JSON.stringify(kept)),
  });
}

function messageOf({ headers, beginning, bytes }: LoggedMessage, masking: Masking): Exchange["request"] {
  const text = masking.text(shownText(beginning));
  return { headers: masking.headers(headers), body: text.slice(0, KEPT_OF_BODY), bodyCut: bytes > KEPT_OF_BODY };
}

/** Text as text; what is none is only named, since it cannot be searched for secrets. */
function shownText(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a NUL is what tells binary data
  return /\u0000/.test(text) || replaced(text) > text.length / 20 ? "[binary]" : text;
}

function replaced(text: string): number {
  return text.split("\ufffd").length - 1;
}

/** One page of the debug log, newest first. */
export async function listInvocations(
  ctx: Context,
  nameOrId: string,
  wanted: { failuresOnly: boolean; page: number; pageSize: number },
): Promise<{ items: Invocation[]; total: number }> {
  const { service } = await existingWebService(ctx, nameOrId);
  const { items, total } = await readPage(ctx.db, { ...wanted, serviceId: service.id });
  return { items: items.map(viewOf), total };
}

/** One call with request and answer. @throws ProblemError web-service-not-found, invocation-not-found */
export async function getInvocation(ctx: Context, nameOrId: string, id: string): Promise<LoggedInvocation> {
  const { service } = await existingWebService(ctx, nameOrId);
  const found = await findInvocation(ctx.db, ctx.platform.keys, { serviceId: service.id, id });
  if (!found) throw new ProblemError("invocation-not-found", { parameters: { name: id } });
  return { ...viewOf(found), ...exchange.parse(JSON.parse(found.exchange.reveal())) };
}

export async function clearDebugLog(ctx: Context, nameOrId: string): Promise<void> {
  const { service } = await existingWebService(ctx, nameOrId);
  await writeBatch(ctx.db, [
    deleteInvocationsOf(ctx.db, service.id),
    audit(ctx, "debug-log.cleared", { id: service.id, label: service.name }),
  ]);
}

/** Deletes what the settings no longer keep, and of each web service all but the newest. For the clock. */
export async function forgetCalls(ctx: Context): Promise<void> {
  const days =
    (await currentSettings(ctx))["DebugLog::RetentionDays"] ?? settings["DebugLog::RetentionDays"].defaultValue;
  await forgetInvocations(ctx.db, { before: ctx.platform.now() - days * DAY_MS, keepOfEach: MOST_CALLS });
}

function viewOf(row: InvocationRow): Invocation {
  return {
    id: row.id,
    at: toInstant(row.at),
    invoker: row.invoker,
    actor: row.actor,
    method: row.method,
    url: row.url,
    status: row.status,
    outcome: row.outcome,
    durationMs: row.durationMs,
    requestBytes: row.requestBytes,
    responseBytes: row.responseBytes,
    tokenRenewed: row.tokenRenewed,
  };
}
