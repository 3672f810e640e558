import type { Secret } from "@grantry/schema";
import { and, eq, exists, sql } from "drizzle-orm";
import { asStatement, type Database, keptStatement, readRows, type Statement } from "./database.ts";
import { type KeyRing, openOptional, seal, sealOptional } from "./key-ring.ts";
import type { Sealed } from "./sealed.ts";
import { tokenConfigs, tokenSecrets } from "./tables.ts";

/** How long a refresh token is kept that another one of its grant replaced. */
export const PREVIOUS_KEPT_MS = 86_400_000;

/** Where one of the tokens of a configuration is sealed for. */
export const tokenSecretCell = (row: string, column: string) => ({ table: "token_secrets", column, row });

/** What only the cipher may read of a token. */
export interface TokenSecrets {
  readonly accessToken: Secret<string> | null;
  readonly refreshToken: Secret<string> | null;
  /** In the order in which they are tried before the grant is called dead. */
  readonly keptAside: readonly RefreshTokenKeptAside[];
}

/** `spare`: of an answer that came too late to be saved. `previous`: the one just replaced, for a day. */
export interface RefreshTokenKeptAside {
  readonly kind: "spare" | "previous";
  readonly refreshToken: Secret<string>;
  readonly sealed: Sealed;
}

/** The sealed side of a token, opened. One statement. */
export async function readTokenSecrets(
  db: Database,
  keys: KeyRing,
  configId: string,
  now: number,
): Promise<TokenSecrets> {
  const [row] = await readRows<TokenSecretsRow>(db, selectTokenSecrets(db, { configId }));
  return openTokenSecrets(keys, configId, { row, now });
}

/** What {@link selectTokenSecrets} gives. */
export type TokenSecretsRow = Omit<typeof tokenSecrets.$inferSelect, "configId">;

/** The statement of it, to be sent beside others. */
export const selectTokenSecrets = keptStatement<{ configId: string }>(() =>
  asStatement(sql`select access_token as "accessToken", refresh_token as "refreshToken",
      previous_refresh_token as "previousRefreshToken", previous_until as "previousUntil",
      spare_refresh_token as "spareRefreshToken"
    from token_secrets where config_id = ${sql.placeholder("configId")}`),
);

/** Opens what it found. */
export async function openTokenSecrets(
  keys: KeyRing,
  configId: string,
  { row, now }: { row: TokenSecretsRow | undefined; now: number },
): Promise<TokenSecrets> {
  const openCell = (column: string, value: Sealed | null) =>
    openOptional(keys, tokenSecretCell(configId, column), value);
  const previousLives = (row?.previousUntil ?? 0) > now;
  const aside = [
    { kind: "spare", sealed: row?.spareRefreshToken ?? null },
    { kind: "previous", sealed: previousLives ? (row?.previousRefreshToken ?? null) : null },
  ] as const;
  const keptAside: RefreshTokenKeptAside[] = [];
  for (const { kind, sealed } of aside) {
    const refreshToken = await openCell(`${kind}_refresh_token`, sealed);
    if (refreshToken && sealed) keptAside.push({ kind, refreshToken, sealed });
  }
  return {
    accessToken: await openCell("access_token", row?.accessToken ?? null),
    refreshToken: await openCell("refresh_token", row?.refreshToken ?? null),
    keptAside,
  };
}

/** What an answer brought, sealed; `undefined` and `null` keep what is stored. */
interface NewSecrets {
  /** `granted`: what belongs to the grant before is forgotten once this one brings a refresh token of its own. */
  readonly kind: string;
  readonly accessToken: Secret<string> | null;
  readonly refreshToken: Secret<string> | undefined;
  readonly replacedRefreshToken: Secret<string> | null;
}

/** Writes the sealed side of a token, only where the statement before changed its row. */
export async function writeTokenSecrets(
  keys: KeyRing,
  write: { configId: string; token: NewSecrets; now: number },
): Promise<Statement> {
  const { configId, token } = write;
  const sealCell = (column: string, value: Secret<string> | null) =>
    sealOptional(keys, tokenSecretCell(configId, column), value);
  const params = [
    configId,
    await sealCell("access_token", token.accessToken),
    await sealCell("refresh_token", token.refreshToken ?? null),
    await sealCell("previous_refresh_token", token.refreshToken ? token.replacedRefreshToken : null),
    write.now + PREVIOUS_KEPT_MS,
    token.kind === "granted" && token.refreshToken ? 1 : 0,
  ];
  return { toSQL: () => ({ sql: secretsWhereChanged, params }) };
}

/**
 * Writes what `source` selects: configuration, the three tokens sealed, until when the previous one is kept. One more
 * parameter comes last: whether what belongs to the grant before is forgotten.
 */
export const secretsFrom = (source: string) => `insert into token_secrets
    (config_id, access_token, refresh_token, previous_refresh_token, previous_until)
  ${source}
  on conflict (config_id) do update set
    access_token = coalesce(excluded.access_token, access_token),
    refresh_token = coalesce(excluded.refresh_token, refresh_token),
    previous_until = iif(excluded.previous_refresh_token is null, previous_until, excluded.previous_until),
    previous_refresh_token = iif(?, null, coalesce(excluded.previous_refresh_token, previous_refresh_token)),
    spare_refresh_token = iif(excluded.refresh_token is null, spare_refresh_token, null)`;
const secretsWhereChanged = secretsFrom("select ?, ?, ?, ?, ? where changes() > 0"); // each refresh sends it

/**
 * Keeps the refresh token of an answer that came too late to be saved, for one try before the grant is called dead.
 * Not where the settings it was obtained under have changed: it may belong to another origin now.
 */
export async function keepSpareRefreshToken(
  db: Database,
  keys: KeyRing,
  spare: { configId: string; settingsGeneration: number; refreshToken: Secret<string> },
): Promise<void> {
  const { configId, settingsGeneration } = spare;
  const sameSettings = db.drizzle
    .select({ one: sql`1` })
    .from(tokenConfigs)
    .where(and(eq(tokenConfigs.id, configId), eq(tokenConfigs.settingsGeneration, settingsGeneration)));
  await db.drizzle
    .update(tokenSecrets)
    .set({ spareRefreshToken: await seal(keys, tokenSecretCell(configId, "spare_refresh_token"), spare.refreshToken) })
    .where(and(eq(tokenSecrets.configId, configId), exists(sameSettings)));
}

/** Forgets a refresh token kept aside, this very one: it was tried and refused. */
export async function dropRefreshTokenKeptAside(
  db: Database,
  configId: string,
  { kind, sealed }: RefreshTokenKeptAside,
): Promise<void> {
  const column = { spare: tokenSecrets.spareRefreshToken, previous: tokenSecrets.previousRefreshToken }[kind];
  const emptied = { spare: { spareRefreshToken: null }, previous: { previousRefreshToken: null } }[kind];
  await db.drizzle
    .update(tokenSecrets)
    .set(emptied)
    .where(and(eq(tokenSecrets.configId, configId), eq(column, sealed)));
}
