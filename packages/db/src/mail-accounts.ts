import type { Secret } from "@grantry/schema";
import { and, asc, count, eq, notExists, or, type SQL, sql } from "drizzle-orm";
import { channels } from "./channel-tables.ts";
import { type Database, failUnlessChanged, type Statement } from "./database.ts";
import { type KeyRing, openOptional, sealOptional } from "./key-ring.ts";
import { mailAccountSecrets, mailAccounts, messages } from "./mail-tables.ts";
import { tokenConfigs } from "./tables.ts";

export type MailAccountRow = typeof mailAccounts.$inferSelect;

/** An account with what a screen shows beside it. */
export interface ShownMailAccount {
  readonly account: MailAccountRow;
  readonly tokenConfigName: string | null;
  readonly passwordSet: boolean;
  readonly webhookSecretSet: boolean;
  /** Messages that are stored and not yet delivered. */
  readonly waiting: number;
  readonly dead: number;
}

const inState = (state: string) =>
  sql<number>`(select count(*) from ${messages} where ${messages.accountId} = ${mailAccounts.id} and ${messages.state} = ${state})`;

const shown = {
  account: mailAccounts,
  tokenConfigName: tokenConfigs.name,
  passwordSet: sql<number>`${mailAccountSecrets.password} is not null`,
  webhookSecretSet: sql<number>`${mailAccountSecrets.webhookSecret} is not null`,
  waiting: inState("waiting"),
  dead: inState("dead"),
};

function selectShown(db: Database) {
  return db.drizzle
    .select(shown)
    .from(mailAccounts)
    .leftJoin(tokenConfigs, eq(tokenConfigs.id, mailAccounts.tokenConfigId))
    .leftJoin(mailAccountSecrets, eq(mailAccountSecrets.accountId, mailAccounts.id));
}

type ShownRow = Awaited<ReturnType<typeof selectShown>>[number];

const withFlags = (row: ShownRow): ShownMailAccount => ({
  ...row,
  passwordSet: row.passwordSet === 1,
  webhookSecretSet: row.webhookSecretSet === 1,
});

/** An account by id or name. One statement. */
export async function findMailAccount(db: Database, nameOrId: string): Promise<ShownMailAccount | undefined> {
  const rows = await selectShown(db).where(or(eq(mailAccounts.id, nameOrId), eq(mailAccounts.name, nameOrId)));
  // A name may look like another account's id; the id wins.
  const found = rows.find(({ account }) => account.id === nameOrId) ?? rows[0];
  return found && withFlags(found);
}

/** One page of accounts by name, and how many match. One round trip. */
export async function listMailAccounts(
  db: Database,
  wanted: { q?: string | undefined; page: number; pageSize: number },
): Promise<{ items: ShownMailAccount[]; total: number }> {
  const matching = wanted.q ? matches(wanted.q) : undefined;
  const [items, [counted]] = await db.drizzle.batch([
    selectShown(db)
      .where(matching)
      .orderBy(asc(sql`${mailAccounts.name} collate nocase`), asc(mailAccounts.id))
      .limit(wanted.pageSize)
      .offset((wanted.page - 1) * wanted.pageSize),
    db.drizzle.select({ total: count() }).from(mailAccounts).where(matching),
  ]);
  return { items: items.map(withFlags), total: counted?.total ?? 0 };
}

function matches(q: string): SQL | undefined {
  const pattern = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  const columns = [mailAccounts.name, mailAccounts.host, mailAccounts.login, mailAccounts.comment];
  return or(...columns.map((column) => sql`${column} like ${pattern} escape '\\'`));
}

type NewMailAccount = typeof mailAccounts.$inferInsert;

/** A new account. Fails on `mail_accounts.name` when the name is taken. */
export async function insertMailAccount(
  db: Database,
  keys: KeyRing,
  row: NewMailAccount,
  secrets: MailAccountSecrets,
): Promise<Statement[]> {
  return [
    db.drizzle.insert(mailAccounts).values(row),
    db.drizzle
      .insert(mailAccountSecrets)
      .values({ accountId: row.id, ...(await sealedSecrets(keys, row.id, secrets)) }),
  ];
}

/**
 * Replaces an account where its version is still the one that was read; otherwise makes the whole batch fail, so that
 * nothing of it is kept. Messages that wait are sent to the webhook at once, or no longer, as the account now says.
 * @param secrets those to replace; `undefined` members stay
 */
export async function updateMailAccount(
  db: Database,
  keys: KeyRing,
  change: Omit<NewMailAccount, "createdAt"> & { readonly readVersion: number },
  secrets: { readonly [S in keyof MailAccountSecrets]?: Secret<string> | null | undefined },
): Promise<Statement[]> {
  const { id, readVersion, ...columns } = change;
  const sealed = await sealedSecrets(keys, id, {
    password: secrets.password ?? null,
    webhookSecret: secrets.webhookSecret ?? null,
  });
  const replaced = {
    ...(secrets.password !== undefined && { password: sealed.password }),
    ...(secrets.webhookSecret !== undefined && { webhookSecret: sealed.webhookSecret }),
  };
  return [
    db.drizzle
      .update(mailAccounts)
      .set({ ...columns, version: sql`${mailAccounts.version} + 1` })
      .where(and(eq(mailAccounts.id, id), eq(mailAccounts.version, readVersion))),
    failUnlessChanged(),
    ...(Object.keys(replaced).length === 0
      ? []
      : [db.drizzle.update(mailAccountSecrets).set(replaced).where(eq(mailAccountSecrets.accountId, id))]),
    db.drizzle
      .update(messages)
      .set({ nextAttemptAt: columns.delivery === "webhook" ? columns.updatedAt : null })
      .where(and(eq(messages.accountId, id), eq(messages.state, "waiting"))),
  ];
}

/** Deletes an account that no channel sends through; otherwise makes the whole batch fail. */
export function deleteMailAccount(db: Database, id: string): Statement[] {
  const isUnused = notExists(
    db.drizzle.select({ id: channels.id }).from(channels).where(eq(channels.mailAccountId, id)),
  );
  return [db.drizzle.delete(mailAccounts).where(and(eq(mailAccounts.id, id), isUnused)), failUnlessChanged()];
}

export interface MailAccountSecrets {
  readonly password: Secret<string> | null;
  readonly webhookSecret: Secret<string> | null;
}

/** Password and webhook secret, opened. One statement. */
export async function readMailAccountSecrets(db: Database, keys: KeyRing, id: string): Promise<MailAccountSecrets> {
  const [row] = await db.drizzle.select().from(mailAccountSecrets).where(eq(mailAccountSecrets.accountId, id));
  return {
    password: await openOptional(keys, cellOf(id, "password"), row?.password ?? null),
    webhookSecret: await openOptional(keys, cellOf(id, "webhook_secret"), row?.webhookSecret ?? null),
  };
}

async function sealedSecrets(keys: KeyRing, id: string, { password, webhookSecret }: MailAccountSecrets) {
  return {
    password: await sealOptional(keys, cellOf(id, "password"), password),
    webhookSecret: await sealOptional(keys, cellOf(id, "webhook_secret"), webhookSecret),
  };
}

function cellOf(id: string, column: "password" | "webhook_secret") {
  return { table: "mail_account_secrets", column, row: id };
}
