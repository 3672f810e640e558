import type { Secret } from "@grantry/schema";
import { and, eq, sql } from "drizzle-orm";
import { type AuditEvent, auditEventWhereChanged } from "./audit-events.ts";
import { type EndedAuthorization, endWhereChanged } from "./authorizations.ts";
import { type Database, type Statement, writeBatch } from "./database.ts";
import type { KeyRing } from "./key-ring.ts";
import { tokenSecrets, tokens } from "./tables.ts";
import { noError, noLease } from "./token-at-rest.ts";
import { type HistoryLine, noteHistory } from "./token-history.ts";
import { scheduleTokens } from "./token-schedule.ts";
import { writeTokenSecrets } from "./token-secrets.ts";
import { tokenUpdates } from "./token-updates.ts";

/** A token as it is saved. What is `undefined` keeps its stored value. */
export interface NewToken {
  readonly accessToken: Secret<string>;
  readonly refreshToken: Secret<string> | undefined;
  /** The refresh token of the same grant that this one replaces: kept for a day. */
  readonly replacedRefreshToken: Secret<string> | null;
  readonly tokenType: string;
  readonly scope: string | undefined;
  readonly account: string | undefined;
  /** `null`: it never expires. */
  readonly accessExpiresAt: number | null;
  readonly accessExpirySource: "provider" | "template" | "assumed";
  readonly refreshExpiresAt: number | undefined;
  /** Where that date is from: the answer, or what the document names as its provider's rule. */
  readonly refreshExpirySource: "provider" | "rule";
  /** A grant given anew, renewed, or brought from another system. */
  readonly kind: "granted" | "refreshed" | "taken-over";
  /** When the answer arrived that brought it. */
  readonly obtainedAt: number;
  /** For `taken-over`: when it was granted there. */
  readonly grantedAt?: number;
  readonly settingsGeneration: number;
}

/**
 * Saves a token where its generation is still the one that was read (compare-and-swap), and ends the lease.
 * One round trip.
 * @param save.generation `null`, for what a person gave: it replaces what refreshes saved meanwhile, but no later
 * consent, nor what was edited since
 * @param save.ends the authorization that the token came of, with the outcome to be told: it ends with the same write
 * @returns whether it was saved; `false`: a newer one is there already
 */
export async function saveToken(
  db: Database,
  keys: KeyRing,
  save: {
    configId: string;
    generation: number | null;
    token: NewToken;
    ends?: EndedAuthorization | undefined;
    now: number;
    marginSeconds: number;
    audit: AuditEvent;
    history: Pick<HistoryLine, "id" | "at" | "durationMs">;
  },
): Promise<boolean> {
  const { configId, ends, generation, token, now } = save;
  const [saved] = await writeBatch(db, [
    tokenUpdates[wayOf(token)](db, {
      configId,
      generation,
      now,
      tokenType: token.tokenType,
      accessExpiresAt: token.accessExpiresAt,
      accessExpirySource: token.accessExpirySource,
      scope: token.scope ?? null,
      account: token.account ?? null,
      bringsRefreshToken: token.refreshToken !== undefined ? 1 : 0,
      refreshExpiresAt: token.refreshExpiresAt ?? null,
      refreshExpirySource: token.refreshExpirySource,
      obtainedAt: token.obtainedAt,
      grantedAt: token.grantedAt ?? token.obtainedAt,
      settingsGeneration: token.settingsGeneration,
    }),
    auditEventWhereChanged(db, save.audit),
    await writeTokenSecrets(keys, save),
    ...noteHistory(configId, { ...save.history, kind: historyKindOf[token.kind], cause: null }),
    ...(ends ? [endWhereChanged(db, { ...ends, now })] : []),
    scheduleTokens(db, { marginSeconds: save.marginSeconds, now, configId }),
  ]);
  return saved?.rows.length === 1;
}

const historyKindOf = { granted: "authorization", refreshed: "refresh", "taken-over": "take-over" } as const;

/** A refresh without a refresh token, as by client credentials, is a grant of its own. */
function wayOf({ kind, replacedRefreshToken }: NewToken): keyof typeof tokenUpdates {
  return kind === "refreshed" && replacedRefreshToken === null ? "obtained" : kind;
}

/** The refresh token of an answer that is of no use otherwise, and the one that it replaces. */
export interface RotatedToken {
  readonly kind: "rotated";
  readonly refreshToken: Secret<string>;
  readonly replacedRefreshToken: Secret<string>;
  readonly settingsGeneration: number;
}

/**
 * Saves a rotated refresh token where the generation is still the one that was read. The access token, its dates and
 * the lease stay: whoever holds it goes on, with the next generation. One round trip.
 * @returns whether it was saved; `false`: a newer token is there already
 */
export async function saveRotation(
  db: Database,
  keys: KeyRing,
  save: { configId: string; generation: number; token: RotatedToken; now: number },
): Promise<boolean> {
  const { configId, generation, token, now } = save;
  const [saved] = await writeBatch(db, [
    db.drizzle
      .update(tokens)
      .set({ hasRefreshToken: true, generation: sql`${tokens.generation} + 1` })
      .where(and(eq(tokens.configId, configId), eq(tokens.generation, generation)))
      .returning({ configId: tokens.configId }),
    await writeTokenSecrets(keys, { configId, token: { ...token, accessToken: null }, now }),
  ]);
  return saved?.rows.length === 1;
}

/** Forgets the tokens themselves: they belong to another client or another provider now. */
export function forgetTokens(db: Database, configId: string): Statement[] {
  return [
    db.drizzle
      .update(tokens)
      .set({
        ...noLease,
        ...noError,
        account: null,
        scope: null,
        obtainedAt: null,
        refreshedAt: null,
        accessObtainedAt: null,
        accessExpiresAt: null,
        accessExpirySource: null,
        renewAt: null,
        hasRefreshToken: false,
        refreshExpiresAt: null,
        refreshExpirySource: null,
        settingsGeneration: null,
        changedSettings: null,
        generation: sql`${tokens.generation} + 1`,
      })
      .where(eq(tokens.configId, configId)),
    db.drizzle.delete(tokenSecrets).where(eq(tokenSecrets.configId, configId)),
  ];
}
