import { type HistoryRow, historyOf } from "@grantry/db";
import {
  type HistoryCause,
  type HistoryEntry,
  historyCause,
  type Language,
  type Problem,
  ProblemError,
  type ProblemSlug,
  sayProblem,
} from "@grantry/schema";
import type { Context } from "../context.ts";
import { toInstant } from "../instants.ts";
import { existingTokenConfig } from "../token-configs/existing.ts";
import { sayFailure } from "./status.ts";

/**
 * What became of every authorization and refresh of a configuration, newest first. Two statements.
 * @param page.before id of the entry that the last page ended with
 * @throws ProblemError token-config-not-found
 */
export async function tokenHistory(
  ctx: Context,
  nameOrId: string,
  page: { limit: number; before?: string | undefined },
): Promise<{ items: HistoryEntry[]; next: string | null }> {
  const { config } = await existingTokenConfig(ctx, nameOrId);
  const rows = await historyOf(ctx.db, { configId: config.id, before: page.before, limit: page.limit });
  const next = rows.length === page.limit ? (rows.at(-1)?.id ?? null) : null;
  return { items: rows.map((row) => entryOf(row, ctx.language)), next };
}

function entryOf({ id, at, kind, outcome, durationMs, cause }: HistoryRow, language: Language): HistoryEntry {
  const problem = cause === null ? null : sayCause(historyCause.parse(JSON.parse(cause)), { language, at });
  return { id, at: toInstant(at), kind, outcome, durationMs, problem };
}

/** Why something failed, in the reader's words: the same in the history and in the audit log. */
export function sayCause(cause: HistoryCause, { language, at }: { language: Language; at: number }): Problem {
  if ("class" in cause) return sayFailure(cause, language, at);
  const { slug, parameters } = cause;
  return sayProblem(new ProblemError(slug as ProblemSlug, { parameters }), language); // slugs are never renamed
}
