import { audit, type Context, newNonce } from "@grantry/core";
import {
  type Attempt,
  countSignInAttempt,
  deleteSession,
  findUserByEmail,
  forgetSignInAttempts,
  writeBatch,
} from "@grantry/db";
import { ProblemError, type SignInInput, type User } from "@grantry/schema";
import { userViewOf } from "./session.ts";
import { sessionSecret } from "./session-secret.ts";

const WINDOW_MS = 15 * 60_000;
/** Attempts in a window; an address may stand for an office, so it gets more. */
const ALLOWED = { account: 10, address: 50 } as const;

/** Where a sign-in came from. */
export interface SignInOrigin {
  /** Of the pages: its scheme decides the cookie's attributes. */
  readonly pages: string;
  /** Of the socket, or as a configured proxy said; `null` when unknown. */
  readonly address: string | null;
}

export interface SignedIn {
  readonly user: User;
  /** `Set-Cookie` values. */
  readonly cookies: readonly string[];
}

/**
 * Signs in with e-mail address and password. Attempts are counted before the password is looked at, per account and
 * per address, in the database: guesses in parallel or over several hosts count together.
 * @throws ProblemError sign-in-refused, too-many-attempts
 */
export async function signIn(ctx: Context, input: SignInInput, from: SignInOrigin): Promise<SignedIn> {
  await countAttempt(ctx, input.email, from.address);
  const user = await findUserByEmail(ctx.db, input.email);
  const cookies = await startSession(ctx, input, from.pages);
  if (!cookies || !user || user.disabledAt !== null) {
    await writeBatch(ctx.db, [audit(ctx, "sign-in.refused", { id: input.email, label: input.email })]);
    throw new ProblemError("sign-in-refused");
  }
  await forgetSignInAttempts(ctx.db, input.email);
  const actor = { kind: "user", id: user.id, role: userViewOf(user).role, label: user.email } as const;
  await writeBatch(ctx.db, [audit({ ...ctx, actor }, "sign-in.succeeded", { id: user.id, label: user.email })]);
  return { user: userViewOf(user), cookies };
}

/** Counts an attempt before it is looked at. @throws ProblemError too-many-attempts */
export async function countAttempt(ctx: Context, email: string, address: string | null): Promise<void> {
  const attempts: Attempt[] = [{ kind: "account", subject: email }];
  if (address !== null) attempts.push({ kind: "address", subject: address });
  const now = ctx.platform.now();
  const counted = await countSignInAttempt(ctx.db, attempts, { now, endsAt: now + WINDOW_MS });
  counted.forEach(({ failures, windowEndsAt }, index) => {
    if (failures <= ALLOWED[attempts[index]?.kind ?? "account"]) return;
    const seconds = Math.max(1, Math.ceil((windowEndsAt - now) / 1000));
    throw new ProblemError("too-many-attempts", {
      parameters: { minutes: Math.ceil(seconds / 60) },
      retryAfterSeconds: seconds,
    });
  });
}

async function startSession(
  ctx: Context,
  { email, password }: SignInInput,
  origin: string,
): Promise<readonly string[] | undefined> {
  // Loaded when someone signs in: it is the heaviest part of the program.
  const { authOn } = await import("./auth.ts");
  const auth = authOn(ctx.db, {
    secret: await sessionSecret(ctx.db, ctx.platform.keys, () => newNonce(ctx.platform)),
    origin,
  });
  const response = await auth.api.signInEmail({ body: { email, password }, headers: new Headers(), asResponse: true });
  return response.ok ? response.headers.getSetCookie() : undefined;
}

/** Ends the session of this cookie. */
export async function signOut(ctx: Context, cookie: string): Promise<void> {
  await deleteSession(ctx.db, cookie.slice(0, cookie.lastIndexOf(".")));
  await writeBatch(ctx.db, [audit(ctx, "sign-out", { id: ctx.actor.id, label: ctx.actor.label })]);
}
