import type { Secret } from "@grantry/schema";
import { and, eq, isNull, lt, type SQL, sql } from "drizzle-orm";
import { asStatement, type Database, keptQuery, keptStatement, type Statement } from "./database.ts";
import { type KeyRing, openOptional, sealOptional } from "./key-ring.ts";
import { authorizations, tokenConfigs } from "./tables.ts";

type AuthorizationRow = typeof authorizations.$inferSelect;

/** A started authorization, its PKCE verifier opened. */
export interface Authorization extends Omit<AuthorizationRow, "verifier"> {
  readonly verifier: Secret<string> | null;
  readonly configName: string;
}

const verifierCell = (row: string) => ({ table: "authorizations", column: "verifier", row });

export async function insertAuthorization(
  db: Database,
  keys: KeyRing,
  row: Omit<typeof authorizations.$inferInsert, "verifier"> & { verifier: Secret<string> | null },
): Promise<Statement[]> {
  const verifier = await sealOptional(keys, verifierCell(row.id), row.verifier);
  // In a list, because a statement alone would be sent by the await of whoever calls.
  return [db.drizzle.insert(authorizations).values({ ...row, verifier })];
}

const selectAuthorization = keptQuery((db) =>
  db.drizzle
    .select({ authorization: authorizations, configName: tokenConfigs.name })
    .from(authorizations)
    .innerJoin(tokenConfigs, eq(tokenConfigs.id, authorizations.configId))
    .where(eq(authorizations.stateHash, sql.placeholder("stateHash")))
    .prepare(),
);

/** The authorization that a state belongs to, by the state's hash. One statement. */
export async function findAuthorization(
  db: Database,
  keys: KeyRing,
  stateHash: string,
): Promise<Authorization | undefined> {
  const [row] = await selectAuthorization(db).all({ stateHash });
  if (!row) return undefined;
  const { id, verifier } = row.authorization;
  return {
    ...row.authorization,
    verifier: await openOptional(keys, verifierCell(id), verifier),
    configName: row.configName,
  };
}

const take = keptQuery((db) =>
  db.drizzle
    .update(authorizations)
    .set({ usedAt: sql`${sql.placeholder("now")}`, usedByHash: sql`${sql.placeholder("usedByHash")}` })
    .where(and(eq(authorizations.id, sql.placeholder("id")), isNull(authorizations.usedAt)))
    .returning({ id: authorizations.id })
    .prepare(),
);

/** Takes an authorization for the one exchange it is good for. `false`: someone was first. One statement. */
export async function takeAuthorization(
  db: Database,
  taken: { id: string; usedByHash: string; now: number },
): Promise<boolean> {
  return (await take(db).all(taken)).length === 1;
}

/** An authorization, and how it ended: a text that is told again when the same redirect comes again. */
export type EndedAuthorization = {
  readonly id: string;
  readonly outcome: string;
};

type Ending = EndedAuthorization & { readonly now: number };

/** Notes how an authorization ended; its verifier is of no more use. */
export const endAuthorization = keptStatement<Ending>(() => ending(sql``));

/** The same, where the statement before it in the batch changed something. */
export const endWhereChanged = keptStatement<Ending>(() => ending(sql`and changes() > 0`));

function ending(where: SQL): Statement {
  return asStatement(sql`update authorizations
    set ended_at = ${sql.placeholder("now")}, outcome = ${sql.placeholder("outcome")}, verifier = null
    where id = ${sql.placeholder("id")} ${where}`);
}

/** Removes authorizations that ended, or could have, before this instant. */
export async function deleteOldAuthorizations(db: Database, before: number): Promise<number> {
  const rows = await db.drizzle
    .delete(authorizations)
    .where(lt(authorizations.expiresAt, before))
    .returning({ id: sql<string>`id` });
  return rows.length;
}
