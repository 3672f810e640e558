import { and, eq, or, type SQL, sql } from "drizzle-orm";
import { stillGrantedUnder } from "./changed-settings.ts";
import { keptStatement } from "./database.ts";
import { tokenConfigs, tokens } from "./tables.ts";
import { noError, noLease } from "./token-at-rest.ts";

/** What is written to a token's row. `null` in scope, account and the refresh token's end: the answer did not say. */
type TokenUpdate = {
  readonly configId: string;
  /** `null`: it replaces whatever is no later consent. */
  readonly generation: number | null;
  readonly now: number;
  readonly tokenType: string;
  readonly accessExpiresAt: number | null;
  readonly accessExpirySource: string;
  readonly scope: string | null;
  readonly account: string | null;
  readonly bringsRefreshToken: 0 | 1;
  readonly refreshExpiresAt: number | null;
  readonly refreshExpirySource: string;
  readonly obtainedAt: number;
  readonly grantedAt: number;
  readonly settingsGeneration: number;
};

/** How a row is written, by where its token is from. `obtained`: from a refresh that needed no refresh token. */
const ways = {
  granted: () => ({
    // What was known of the grant before says nothing about a new one.
    account: of("account"),
    refreshExpiresAt: ifTold(
      of("refreshExpiresAt"),
      sql`iif(${of("bringsRefreshToken")}, null, ${tokens.refreshExpiresAt})`,
    ),
    refreshExpirySource: ifTold(
      of("refreshExpirySource"),
      sql`iif(${of("bringsRefreshToken")}, null, ${tokens.refreshExpirySource})`,
    ),
    obtainedAt: of("obtainedAt"),
    refreshedAt: null,
    settingsGeneration: of("settingsGeneration"),
    changedSettings: null,
  }),
  "taken-over": () => ({
    ...sameAccount(),
    obtainedAt: of("grantedAt"),
    refreshedAt: of("obtainedAt"),
    takenOverAt: of("now"),
    settingsGeneration: of("settingsGeneration"),
    changedSettings: null,
  }),
  refreshed: () => ({
    ...sameAccount(),
    refreshedAt: of("obtainedAt"),
    ...stillGrantedUnder(of("settingsGeneration")),
  }),
  obtained: () => ({
    ...sameAccount(),
    refreshedAt: of("obtainedAt"),
    settingsGeneration: of("settingsGeneration"),
    changedSettings: null,
  }),
} as const;

/** The statement that saves a token's row, made once for each way. It gives the row's id, or no row. */
export const tokenUpdates = {
  granted: updateOf("granted"),
  "taken-over": updateOf("taken-over"),
  refreshed: updateOf("refreshed"),
  obtained: updateOf("obtained"),
};

function updateOf(way: keyof typeof ways) {
  return keptStatement<TokenUpdate>((db) =>
    db.drizzle
      .update(tokens)
      .set({
        tokenType: of("tokenType"),
        accessObtainedAt: of("obtainedAt"),
        takenOverAt: null,
        accessExpiresAt: of("accessExpiresAt"),
        accessExpirySource: of("accessExpirySource"),
        scope: sql`coalesce(${of("scope")}, ${tokens.scope})`,
        hasRefreshToken: sql`${tokens.hasRefreshToken} or ${of("bringsRefreshToken")}`,
        ...ways[way](),
        generation: sql`${tokens.generation} + 1`,
        ...noLease,
        ...noError,
      })
      .where(and(eq(tokens.configId, of("configId")), or(eq(tokens.generation, of("generation")), isNoLaterConsent())))
      .returning({ configId: tokens.configId }),
  );
}

function of(name: keyof TokenUpdate): SQL {
  return sql`${sql.placeholder(name)}`;
}

function sameAccount() {
  return {
    account: sql`coalesce(${of("account")}, ${tokens.account})`,
    refreshExpiresAt: ifTold(of("refreshExpiresAt"), tokens.refreshExpiresAt),
    refreshExpirySource: ifTold(of("refreshExpirySource"), tokens.refreshExpirySource),
  };
}

/** Where the answer told the refresh token's end, `told`. */
function ifTold(told: SQL, otherwise: SQL | typeof tokens.refreshExpiresAt | typeof tokens.refreshExpirySource): SQL {
  return sql`iif(${of("refreshExpiresAt")} is null, ${otherwise}, ${told})`;
}

/** What a person gave replaces what refreshes saved meanwhile, but no later consent, nor what was edited since. */
function isNoLaterConsent(): SQL | undefined {
  const present = sql`(select ${tokenConfigs.settingsGeneration} from ${tokenConfigs} where ${tokenConfigs.id} = ${tokens.configId})`;
  return and(
    sql`${of("generation")} is null`,
    sql`${present} = ${of("settingsGeneration")}`,
    sql`coalesce(${tokens.obtainedAt}, 0) <= ${of("obtainedAt")}`,
  );
}
