import { audit, type Context, newId } from "@grantry/core";
import {
  countUsers,
  disableUser as disableStatements,
  findUserByEmail,
  insertUser,
  isUniqueViolation,
  listUsers as readUsers,
  replacePassword,
  type UserRow,
  writeBatch,
} from "@grantry/db";
import { ProblemError, type Role, type Secret, type User } from "@grantry/schema";
import { userViewOf } from "./session.ts";

export async function hasUsers(ctx: Pick<Context, "db">): Promise<boolean> {
  return (await countUsers(ctx.db)) > 0;
}

/** @throws ProblemError user-exists */
export async function createUser(
  ctx: Context,
  user: { email: string; role: Role; password: Secret<string> },
): Promise<User> {
  const id = newId(ctx.platform);
  const [name = user.email] = user.email.split("@");
  const row = {
    id,
    accountId: newId(ctx.platform),
    email: user.email,
    name,
    role: user.role,
    now: new Date(ctx.platform.now()),
  };
  try {
    await writeBatch(ctx.db, [
      ...insertUser(ctx.db, { ...row, passwordHash: await hashOfPassword(user.password) }),
      audit(ctx, "user.created", { id, label: user.email }, { role: user.role }),
    ]);
  } catch (error) {
    if (isUniqueViolation(error, "users.email"))
      throw new ProblemError("user-exists", { parameters: { email: user.email } });
    throw error;
  }
  return { id, email: user.email, name, role: user.role };
}

export async function listUsers(ctx: Context): Promise<(User & { disabled: boolean })[]> {
  return (await readUsers(ctx.db)).map((row) => ({ ...userViewOf(row), disabled: row.disabledAt !== null }));
}

/** Keeps a user from signing in and ends every session. @throws ProblemError user-not-found */
export async function disableUser(ctx: Context, email: string): Promise<void> {
  const user = await userOf(ctx, email);
  await writeBatch(ctx.db, [
    ...disableStatements(ctx.db, user.id, ctx.platform.now()),
    audit(ctx, "user.disabled", { id: user.id, label: email }),
  ]);
}

/** Sets a password and ends every session of the user. @throws ProblemError user-not-found */
export async function resetPassword(ctx: Context, email: string, password: Secret<string>): Promise<void> {
  const user = await userOf(ctx, email);
  await writeBatch(ctx.db, [
    ...replacePassword(ctx.db, user.id, await hashOfPassword(password)),
    audit(ctx, "user.password-reset", { id: user.id, label: email }),
  ]);
}

async function userOf(ctx: Context, email: string): Promise<UserRow> {
  const user = await findUserByEmail(ctx.db, email);
  if (!user) throw new ProblemError("user-not-found", { parameters: { email } });
  return user;
}

async function hashOfPassword(password: Secret<string>): Promise<string> {
  const { hashPassword } = await import("better-auth/crypto");
  return hashPassword(password.reveal());
}
