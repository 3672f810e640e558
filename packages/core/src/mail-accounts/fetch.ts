import {
  endFetch,
  type FetchResult,
  findMailFetch,
  type MailAccountRow,
  type MailFetchRow,
  takeFetchLease,
} from "@grantry/db";
import { type MailFetch, ProblemError } from "@grantry/schema";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { toInstant } from "../instants.ts";
import { deliverDue } from "../messages/deliver.ts";
import { sayTransportFailure, transportFailureOf } from "../transport-failure.ts";
import { existingMailAccount } from "./existing.ts";
import { LEASE_MS } from "./fetch-lease.ts";
import { FetchRun } from "./fetch-run.ts";
import { fetchIntervalMs } from "./interval.ts";

/** What one fetch may do: more is left to the next. */
export interface FetchLimits {
  readonly messages: number;
  readonly milliseconds: number;
  /** Aborted when the host is about to stop: what is begun is ended properly. */
  readonly stop?: AbortSignal;
}

/** What someone waits for. */
const limitsByHand: FetchLimits = { messages: 500, milliseconds: 25_000 };
const DELIVERED_AT_ONCE = 50;

/**
 * Fetches an account because someone asked. What does not fit into the time someone waits, the clock goes on with.
 * @throws ProblemError mail-account-not-found, mail-account-not-in-use, mail-fetch-in-progress
 */
export async function fetchMailAccount(
  ctx: Context,
  nameOrId: string,
  limits: FetchLimits = limitsByHand,
): Promise<MailFetch> {
  const { account } = await existingMailAccount(ctx, nameOrId);
  const { name, validity } = account;
  if (validity !== "valid") throw new ProblemError("mail-account-not-in-use", { parameters: { name, validity } });
  const fetchId = await fetchUnderLease(ctx, account, limits, true);
  if (fetchId === undefined) throw new ProblemError("mail-fetch-in-progress", { parameters: { name } });
  // Whoever fetches by hand waits for what comes out at the other end, too.
  if (account.delivery === "webhook") ctx.platform.afterResponse(deliverDue(ctx, DELIVERED_AT_ONCE));
  const row = await findMailFetch(ctx.db, fetchId);
  if (!row) throw new ProblemError("mail-account-not-found", { parameters: { name: nameOrId } }); // deleted meanwhile
  return fetchView(ctx, row);
}

/** Fetches an account that is due. @returns whether it was fetched: another host may have it */
export async function fetchDueAccount(ctx: Context, id: string, limits: FetchLimits): Promise<boolean> {
  const { account } = await existingMailAccount(ctx, id);
  return (await fetchUnderLease(ctx, account, limits, false)) !== undefined;
}

/** @returns the fetch's id, or `undefined` when someone else is at it */
async function fetchUnderLease(
  ctx: Context,
  account: MailAccountRow,
  limits: FetchLimits,
  byHand: boolean,
): Promise<string | undefined> {
  const { db, platform } = ctx;
  const now = platform.now();
  const lease = { fetchId: newId(platform), accountId: account.id, now, until: now + LEASE_MS };
  if (!(await takeFetchLease(db, { ...lease, startedBy: ctx.actor.label, byHand }))) return undefined;
  const work = runAndEnd(ctx, account, { fetchId: lease.fetchId, limits, byHand });
  platform.afterResponse(work); // who asked may leave
  await work;
  return lease.fetchId;
}

interface RunGiven {
  readonly fetchId: string;
  readonly limits: FetchLimits;
  readonly byHand: boolean;
}

async function runAndEnd(ctx: Context, account: MailAccountRow, given: RunGiven): Promise<void> {
  const { db, platform } = ctx;
  const { hasNews, ...result } = await runSeen(ctx, account, given);
  const now = platform.now();
  const nextFetchAt = now + (await pauseMs(ctx, result));
  // The clock's fetches that bring nothing are no history; an account's row says when the last one was.
  const keepsRow = hasNews || given.byHand;
  await endFetch(db, { fetchId: given.fetchId, accountId: account.id, now }, result, { nextFetchAt, keepsRow });
  const { failure, ...counts } = result;
  if (failure)
    platform.log("warn", "mail.fetch-failed", {
      account: account.name,
      ...counts,
      layer: failure.layer,
      explanation: failure.explanation,
    });
  else if (result.stored > 0) platform.log("info", "mail.fetched", { account: account.name, ...counts });
}

function runSeen(ctx: Context, account: MailAccountRow, given: RunGiven): ReturnType<FetchRun["run"]> {
  const facts = { "grantry.mail.type": account.type, "server.address": account.host };
  return ctx.platform.tracer.span({ name: "mail fetch", facts }, async (span) => {
    const result = await new FetchRun(ctx, account, given).run();
    const { failure, found, stored } = result;
    span.set({
      "grantry.outcome": failure ? "failed" : "fetched",
      "grantry.mail.found": found,
      "grantry.mail.stored": stored,
      "grantry.failure.layer": failure?.layer,
      "grantry.failure.explanation": failure?.explanation,
    });
    return result;
  });
}

/** Until the next fetch. Where there is more, at once; a server may ask for longer. */
async function pauseMs(ctx: Context, { more, failure }: FetchResult): Promise<number> {
  if (more) return 0;
  return Math.max(await fetchIntervalMs(ctx), (failure?.retryAfterSeconds ?? 0) * 1000);
}

/** A fetch as it is shown. One that runs and whose host is gone is marked when the next one begins. */
export function fetchView(ctx: Context, row: MailFetchRow): MailFetch {
  const failure = transportFailureOf(row.error);
  return {
    id: row.id,
    startedAt: toInstant(row.startedAt),
    endedAt: toInstant(row.endedAt),
    startedBy: row.startedBy,
    outcome: row.outcome as MailFetch["outcome"], // written from the contract
    found: row.found,
    stored: row.stored,
    left: row.left,
    more: row.more,
    problem: failure && sayTransportFailure(failure, ctx.language, row.endedAt),
  };
}
