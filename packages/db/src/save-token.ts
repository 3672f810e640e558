import { and, eq, type SQL, sql } from "drizzle-orm";
import { auditEventWhereChanged } from "./audit-events.ts";
import { endWhereChanged } from "./authorizations.ts";
import { type Database, keptStatement, writeBatch } from "./database.ts";
import type { KeyRing } from "./key-ring.ts";
import type { TokenSave } from "./new-tokens.ts";
import { tokens } from "./tables.ts";
import { noError, noLease } from "./token-at-rest.ts";
import { noteHistory } from "./token-history.ts";
import { scheduleTokens } from "./token-schedule.ts";
import { writeTokenSecrets } from "./token-secrets.ts";

/** The values of an update. `null` in scope, account and the refresh token's end: the answer did not say. */
export type TokenUpdate = {
  readonly configId: string;
  /** Of the token that it replaces; `null` where that does not matter. */
  readonly generation: number | null;
  readonly tokenType: string;
  readonly accessExpiresAt: number | null;
  readonly accessExpirySource: string;
  readonly scope: string | null;
  readonly account: string | null;
  readonly bringsRefreshToken: 0 | 1;
  readonly refreshExpiresAt: number | null;
  readonly refreshExpirySource: string;
  readonly obtainedAt: number;
  readonly settingsGeneration: number;
};

/**
 * Saves a token by an update of its row, where that finds it, and with it all that is noted of it; ends the lease.
 * One round trip.
 * @returns whether it was saved
 */
export async function saveTokenBy(
  update: ReturnType<typeof tokenUpdate>,
  { db, keys }: { db: Database; keys: KeyRing },
  save: TokenSave & { readonly generation: number | null },
): Promise<boolean> {
  const { configId, ends, token, now } = save;
  const kind = token.kind === "granted" ? "authorization" : "refresh";
  const [saved] = await writeBatch(db, [
    update(db, valuesOf(save)),
    auditEventWhereChanged(db, save.audit),
    await writeTokenSecrets(keys, save),
    ...noteHistory(configId, { ...save.history, kind, cause: null }),
    ...(ends ? [endWhereChanged(db, { ...ends, now })] : []),
    scheduleTokens(db, { marginSeconds: save.marginSeconds, now, configId }),
  ]);
  return saved?.rows.length === 1;
}

function valuesOf({ configId, generation, token }: Parameters<typeof saveTokenBy>[2]): TokenUpdate {
  return {
    configId,
    generation,
    tokenType: token.tokenType,
    accessExpiresAt: token.accessExpiresAt,
    accessExpirySource: token.accessExpirySource,
    scope: token.scope ?? null,
    account: token.account ?? null,
    bringsRefreshToken: token.refreshToken === undefined ? 0 : 1,
    refreshExpiresAt: token.refreshExpiresAt ?? null,
    refreshExpirySource: token.refreshExpirySource,
    obtainedAt: token.obtainedAt,
    settingsGeneration: token.settingsGeneration,
  };
}

/** The update of a row, made once. @param besides what differs with where the token is from, and which row is replaced */
export function tokenUpdate(besides: () => { set: Parameters<typeof setOf>[0]; where: SQL | undefined }) {
  return keptStatement<TokenUpdate>((db) => {
    const { set, where } = besides();
    return db.drizzle
      .update(tokens)
      .set(setOf(set))
      .where(and(eq(tokens.configId, given("configId")), where))
      .returning({ configId: tokens.configId });
  });
}

/** The place of a value in an update. */
export function given(name: keyof TokenUpdate): SQL {
  return sql`${sql.placeholder(name)}`;
}

/** Where the answer told the refresh token's end, `told`. */
export function ifEndIsTold(told: SQL, otherwise: SQL): SQL {
  return sql`iif(${given("refreshExpiresAt")} is null, ${otherwise}, ${told})`;
}

type Differing = Partial<
  Record<
    | "account"
    | "obtainedAt"
    | "refreshedAt"
    | "refreshExpiresAt"
    | "refreshExpirySource"
    | "settingsGeneration"
    | "changedSettings",
    SQL | null
  >
>;

function setOf(differing: Differing) {
  return {
    tokenType: given("tokenType"),
    accessObtainedAt: given("obtainedAt"),
    takenOverAt: null,
    accessExpiresAt: given("accessExpiresAt"),
    accessExpirySource: given("accessExpirySource"),
    scope: sql`coalesce(${given("scope")}, ${tokens.scope})`,
    hasRefreshToken: sql`${tokens.hasRefreshToken} or ${given("bringsRefreshToken")}`,
    generation: sql`${tokens.generation} + 1`,
    ...noLease,
    ...noError,
    ...differing,
  };
}
