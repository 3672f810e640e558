import type { Secret } from "@grantry/schema";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { type AuditEvent, auditEventWhereChanged } from "./audit-events.ts";
import { grantedUnder } from "./changed-settings.ts";
import { type Database, type Statement, writeBatch } from "./database.ts";
import type { KeyRing } from "./key-ring.ts";
import { tokenConfigs, tokenSecrets, tokens } from "./tables.ts";
import { noError } from "./token-failures.ts";
import { type HistoryLine, noteHistory } from "./token-history.ts";
import { noLease } from "./token-lease.ts";
import { scheduleTokens } from "./token-schedule.ts";
import { writeTokenSecrets } from "./token-secrets.ts";

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
 * @returns whether it was saved; `false`: a newer one is there already
 */
export async function saveToken(
  db: Database,
  keys: KeyRing,
  save: {
    configId: string;
    generation: number | null;
    token: NewToken;
    now: number;
    marginSeconds: number;
    audit: AuditEvent;
    history: Pick<HistoryLine, "id" | "at" | "durationMs">;
  },
): Promise<boolean> {
  const { configId, generation, token, now } = save;
  const [saved] = await writeBatch(db, [
    db.drizzle
      .update(tokens)
      .set({
        tokenType: token.tokenType,
        accessObtainedAt: token.obtainedAt,
        takenOverAt: null,
        accessExpiresAt: token.accessExpiresAt,
        accessExpirySource: token.accessExpirySource,
        ...(token.scope !== undefined && { scope: token.scope }),
        ...(token.account !== undefined && { account: token.account }),
        ...(token.refreshToken && { hasRefreshToken: true }),
        ...(token.kind === "granted" && ofAnotherGrant(token)),
        ...(token.refreshExpiresAt !== undefined && {
          refreshExpiresAt: token.refreshExpiresAt,
          refreshExpirySource: token.refreshExpirySource,
        }),
        ...whenObtained(token, now),
        ...grantedUnder(token),
        generation: sql`${tokens.generation} + 1`,
        ...noLease,
        ...noError,
      })
      .where(and(eq(tokens.configId, configId), mayBeReplaced(generation, token)))
      .returning({ configId: tokens.configId }),
    auditEventWhereChanged(db, save.audit),
    await writeTokenSecrets(keys, save),
    ...noteHistory(configId, { ...save.history, kind: historyKindOf[token.kind], cause: null }),
    scheduleTokens(db, { marginSeconds: save.marginSeconds, now, configId }),
  ]);
  return saved?.rows.length === 1;
}

function mayBeReplaced(generation: number | null, { obtainedAt, settingsGeneration }: NewToken): SQL | undefined {
  if (generation !== null) return eq(tokens.generation, generation);
  const present = sql`(select ${tokenConfigs.settingsGeneration} from ${tokenConfigs} where ${tokenConfigs.id} = ${tokens.configId})`;
  return and(sql`${present} = ${settingsGeneration}`, sql`coalesce(${tokens.obtainedAt}, 0) <= ${obtainedAt}`);
}

const historyKindOf = { granted: "authorization", refreshed: "refresh", "taken-over": "take-over" } as const;

/** What was known of the grant before says nothing about a new one. */
function ofAnotherGrant({ account, refreshToken }: NewToken) {
  return { account: account ?? null, ...(refreshToken && { refreshExpiresAt: null, refreshExpirySource: null }) };
}

function whenObtained({ kind, obtainedAt, grantedAt = obtainedAt }: NewToken, now: number) {
  switch (kind) {
    case "refreshed":
      return { refreshedAt: obtainedAt };
    case "granted":
      return { obtainedAt, refreshedAt: null };
    case "taken-over":
      return { obtainedAt: grantedAt, refreshedAt: obtainedAt, takenOverAt: now };
  }
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
