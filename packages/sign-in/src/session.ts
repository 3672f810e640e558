import { type Context, newNonce } from "@grantry/core";
import { findSession, fromBase64, type UserRow } from "@grantry/db";
import type { Actor, Role, User } from "@grantry/schema";
import { cookiePrefix } from "./cookies.ts";
import { sessionSecret } from "./session-secret.ts";

interface Session {
  readonly expiresAt: number;
  readonly user: UserRow;
}

interface Remembered {
  readonly stamp: number;
  readonly sessions: Map<string, Session>;
}

const remembered = new WeakMap<object, Remembered>();
/** The tables that say who is signed in. */
const readFrom = ["sessions", "users"];

/**
 * Who a cookie says is signed in, or `undefined`. The signature is checked before the database is asked; nothing is
 * read while those tables have not changed.
 */
export async function actorOfSession(
  ctx: Pick<Context, "db" | "platform">,
  cookie: string | undefined,
): Promise<Actor | undefined> {
  const session = cookie === undefined ? undefined : await sessionOf(ctx, cookie);
  if (!session || session.expiresAt <= ctx.platform.now() || session.user.disabledAt !== null) return undefined;
  const { id, email, role } = session.user;
  return { kind: "user", id, role: role as Role, label: email }; // roles are written from the contract
}

export function userViewOf(row: UserRow): User {
  return { id: row.id, email: row.email, name: row.name, role: row.role as Role }; // as above
}

/** The names under which the session's cookie may come. */
export const sessionCookieNames = [`__Secure-${cookiePrefix}.session_token`, `${cookiePrefix}.session_token`] as const;

async function sessionOf(ctx: Pick<Context, "db" | "platform">, cookie: string): Promise<Session | undefined> {
  const stamp = ctx.db.changeStamp(readFrom);
  let store = remembered.get(ctx.db);
  if (!store || store.stamp !== stamp) {
    store = { stamp, sessions: new Map() };
    remembered.set(ctx.db, store);
  }
  const known = store.sessions.get(cookie);
  if (known) return known;
  const token = await signedToken(ctx, cookie);
  const found = token === undefined ? undefined : await findSession(ctx.db, token);
  if (!found) return undefined;
  const session = { expiresAt: found.expiresAt.getTime(), user: found.user };
  store.sessions.set(cookie, session);
  return session;
}

/** The session token of a cookie `<token>.<HMAC-SHA-256 of it, base64>`, if the signature is ours. */
async function signedToken(ctx: Pick<Context, "db" | "platform">, cookie: string): Promise<string | undefined> {
  const at = cookie.lastIndexOf(".");
  const token = cookie.slice(0, at);
  const signature = at < 1 ? undefined : fromBase64(cookie.slice(at + 1));
  if (!signature) return undefined;
  const secret = await sessionSecret(ctx.db, ctx.platform.keys, () => newNonce(ctx.platform));
  const text = new TextEncoder();
  const key = await crypto.subtle.importKey(
    "raw",
    text.encode(secret.reveal()),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["verify"],
  );
  return (await crypto.subtle.verify("HMAC", key, signature, text.encode(token))) ? token : undefined;
}
