import { and, asc, count, eq, lt, sql } from "drizzle-orm";
import { firstAdministratorLinks, signInAttempts } from "./api-tables.ts";
import { accounts, sessions, users } from "./auth-tables.ts";
import { type Database, type Statement, writeBatch } from "./database.ts";

export type UserRow = typeof users.$inferSelect;

export async function countUsers(db: Database): Promise<number> {
  const [row] = await db.drizzle.select({ number: count() }).from(users);
  return row?.number ?? 0;
}

export async function listUsers(db: Database): Promise<UserRow[]> {
  return db.drizzle.select().from(users).orderBy(asc(users.email));
}

export async function findUserByEmail(db: Database, email: string): Promise<UserRow | undefined> {
  const [row] = await db.drizzle.select().from(users).where(eq(users.email, email));
  return row;
}

/** The hash of a user's password; `undefined` for one who signs in otherwise. One statement. */
export async function passwordHashOf(db: Database, userId: string): Promise<string | undefined> {
  const [row] = await db.drizzle
    .select({ password: accounts.password })
    .from(accounts)
    .where(and(eq(accounts.userId, userId), eq(accounts.providerId, "credential")));
  return row?.password ?? undefined;
}

/** A new user with a password hash. Fails on `users.email` when the address is taken. */
export function insertUser(
  db: Database,
  row: { id: string; accountId: string; email: string; name: string; role: string; passwordHash: string; now: Date },
): Statement[] {
  const times = { createdAt: row.now, updatedAt: row.now };
  return [
    db.drizzle
      .insert(users)
      .values({ id: row.id, email: row.email, name: row.name, role: row.role, emailVerified: true, ...times }),
    db.drizzle.insert(accounts).values({
      id: row.accountId,
      userId: row.id,
      accountId: row.id,
      providerId: "credential",
      password: row.passwordHash,
      ...times,
    }),
  ];
}

/** Sets a password and ends every session of the user. */
export function replacePassword(db: Database, userId: string, passwordHash: string): Statement[] {
  return [
    db.drizzle.update(accounts).set({ password: passwordHash }).where(eq(accounts.userId, userId)),
    db.drizzle.delete(sessions).where(eq(sessions.userId, userId)),
  ];
}

/** Keeps a user from signing in and ends every session. */
export function disableUser(db: Database, userId: string, now: number): Statement[] {
  return [
    db.drizzle.update(users).set({ disabledAt: now }).where(eq(users.id, userId)),
    db.drizzle.delete(sessions).where(eq(sessions.userId, userId)),
  ];
}

/** A session by its token, with its user. One statement. */
export async function findSession(
  db: Database,
  token: string,
): Promise<{ expiresAt: Date; user: UserRow } | undefined> {
  const [row] = await db.drizzle
    .select({ expiresAt: sessions.expiresAt, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(sessions.token, token));
  return row;
}

export async function deleteSession(db: Database, token: string): Promise<void> {
  await db.drizzle.delete(sessions).where(eq(sessions.token, token));
}

export async function insertFirstAdministratorLink(
  db: Database,
  row: { hash: string; expiresAt: number },
): Promise<void> {
  await db.drizzle.insert(firstAdministratorLinks).values(row);
}

/** Uses the link up, if it is good and there is still no user. `false`: it is not. One statement. */
export async function takeFirstAdministratorLink(db: Database, hash: string, now: number): Promise<boolean> {
  const rows = await db.drizzle
    .update(firstAdministratorLinks)
    .set({ usedAt: now })
    .where(
      sql`${firstAdministratorLinks.hash} = ${hash} and ${firstAdministratorLinks.usedAt} is null
        and ${firstAdministratorLinks.expiresAt} > ${now} and not exists (select 1 from ${users})`,
    )
    .returning({ hash: firstAdministratorLinks.hash });
  return rows.length === 1;
}

export interface Attempt {
  readonly kind: "account" | "address";
  readonly subject: string;
}

/**
 * Counts one attempt to sign in, before the password is looked at, so that guesses in parallel are counted too.
 * @returns attempts in the present window, this one included, and when the window ends. One round trip.
 */
export async function countSignInAttempt(
  db: Database,
  attempts: readonly Attempt[],
  window: { now: number; endsAt: number },
): Promise<{ failures: number; windowEndsAt: number }[]> {
  const results = await writeBatch(db, [
    db.drizzle.delete(signInAttempts).where(lt(signInAttempts.windowEndsAt, window.now)),
    ...attempts.map((attempt) =>
      db.drizzle
        .insert(signInAttempts)
        .values({ ...attempt, failures: 1, windowEndsAt: window.endsAt })
        .onConflictDoUpdate({
          target: [signInAttempts.kind, signInAttempts.subject],
          set: { failures: sql`${signInAttempts.failures} + 1` },
        })
        .returning({ failures: signInAttempts.failures, windowEndsAt: signInAttempts.windowEndsAt }),
    ),
  ]);
  return results.slice(1).map(({ rows: [row] }) => ({
    failures: Number(row?.["failures"]),
    windowEndsAt: Number(row?.["window_ends_at"]),
  }));
}

/** Forgets the attempts of an account that has signed in. */
export async function forgetSignInAttempts(db: Database, email: string): Promise<void> {
  await db.drizzle
    .delete(signInAttempts)
    .where(sql`${signInAttempts.kind} = 'account' and ${signInAttempts.subject} = ${email}`);
}
