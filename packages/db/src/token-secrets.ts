import type { Secret } from "@grantry/schema";
import { eq } from "drizzle-orm";
import type { Database, Statement } from "./database.ts";
import { type KeyRing, openOptional, sealOptional } from "./key-ring.ts";
import { tokenSecrets } from "./tables.ts";

const DAY_MS = 86_400_000;

const cellOf = (row: string, column: string) => ({ table: "token_secrets", column, row });

/** What only the cipher may read of a token. */
export interface TokenSecrets {
  readonly accessToken: Secret<string> | null;
  readonly refreshToken: Secret<string> | null;
  /** The one just replaced, for a day. */
  readonly previousRefreshToken: Secret<string> | null;
  readonly spareRefreshToken: Secret<string> | null;
}

/** The sealed side of a token, opened. One statement. */
export async function readTokenSecrets(
  db: Database,
  keys: KeyRing,
  configId: string,
  now: number,
): Promise<TokenSecrets> {
  const [row] = await db.drizzle.select().from(tokenSecrets).where(eq(tokenSecrets.configId, configId));
  const openCell = (
    column: "access_token" | "refresh_token" | "previous_refresh_token" | "spare_refresh_token",
    value: Parameters<typeof openOptional>[2],
  ) => openOptional(keys, cellOf(configId, column), value);
  const previousLives = (row?.previousUntil ?? 0) > now;
  return {
    accessToken: await openCell("access_token", row?.accessToken ?? null),
    refreshToken: await openCell("refresh_token", row?.refreshToken ?? null),
    previousRefreshToken: await openCell(
      "previous_refresh_token",
      previousLives ? (row?.previousRefreshToken ?? null) : null,
    ),
    spareRefreshToken: await openCell("spare_refresh_token", row?.spareRefreshToken ?? null),
  };
}

/** What an answer brought, sealed; `undefined` and `null` keep what is stored. */
interface NewSecrets {
  readonly accessToken: Secret<string>;
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
    sealOptional(keys, cellOf(configId, column), value);
  const params = [
    configId,
    await sealCell("access_token", token.accessToken),
    await sealCell("refresh_token", token.refreshToken ?? null),
    await sealCell("previous_refresh_token", token.refreshToken ? token.replacedRefreshToken : null),
    write.now + DAY_MS,
  ];
  return {
    toSQL: () => ({
      sql: `insert into token_secrets (config_id, access_token, refresh_token, previous_refresh_token, previous_until)
        select ?, ?, ?, ?, ? where changes() > 0
        on conflict (config_id) do update set
          access_token = excluded.access_token,
          refresh_token = coalesce(excluded.refresh_token, refresh_token),
          previous_until = iif(excluded.previous_refresh_token is null, previous_until, excluded.previous_until),
          previous_refresh_token = coalesce(excluded.previous_refresh_token, previous_refresh_token),
          spare_refresh_token = iif(excluded.refresh_token is null, spare_refresh_token, null)`,
      params,
    }),
  };
}

/** Keeps the refresh token of an answer that came too late to be saved, for one try before the grant is called dead. */
export async function keepSpareRefreshToken(
  db: Database,
  keys: KeyRing,
  configId: string,
  spare: Secret<string>,
): Promise<void> {
  const spareRefreshToken = await sealOptional(keys, cellOf(configId, "spare_refresh_token"), spare);
  await db.drizzle.update(tokenSecrets).set({ spareRefreshToken }).where(eq(tokenSecrets.configId, configId));
}

/** Forgets the spare and the previous refresh token: they were tried and refused. */
export async function dropSpareRefreshTokens(db: Database, configId: string): Promise<void> {
  await db.drizzle
    .update(tokenSecrets)
    .set({ spareRefreshToken: null, previousRefreshToken: null, previousUntil: null })
    .where(eq(tokenSecrets.configId, configId));
}
