import { type Context, newNonce } from "@grantry/core";
import { insertFirstAdministratorLink, takeFirstAdministratorLink } from "@grantry/db";
import {
  type FirstAdministratorInput,
  firstAdministratorPath,
  ProblemError,
  type Secret,
  secret,
} from "@grantry/schema";
import { type SignedIn, type SignInOrigin, signIn } from "./sign-in.ts";
import { createUser, hasUsers } from "./users.ts";

const LINK_LIVES_MS = 60 * 60_000;

/**
 * A link that creates the first administrator: single use, one hour, only while there is no user. Its secret is in the
 * fragment, which browsers send to nobody.
 */
export async function makeFirstAdministratorLink(ctx: Context, origin: string): Promise<Secret<string> | null> {
  if (await hasUsers(ctx)) return null;
  const value = newNonce(ctx.platform);
  await insertFirstAdministratorLink(ctx.db, {
    hash: await ctx.platform.hashOf(value),
    expiresAt: ctx.platform.now() + LINK_LIVES_MS,
  });
  return secret(`${origin}${firstAdministratorPath}#${value}`);
}

/**
 * Creates the first administrator by the link's secret, and signs in.
 * @throws ProblemError first-administrator-link-refused
 */
export async function createFirstAdministrator(
  ctx: Context,
  input: FirstAdministratorInput,
  from: SignInOrigin,
): Promise<SignedIn> {
  const taken = await takeFirstAdministratorLink(ctx.db, await ctx.platform.hashOf(input.secret), ctx.platform.now());
  if (!taken) throw new ProblemError("first-administrator-link-refused");
  await createUser(ctx, { email: input.email, role: "administrator", password: secret(input.password) });
  return signIn(ctx, { email: input.email, password: input.password }, from);
}
