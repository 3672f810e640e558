import type { Context } from "@grantry/core";
import { forgetSignInAttempts, passwordHashOf } from "@grantry/db";
import { ProblemError } from "@grantry/schema";
import { countAttempt } from "./sign-in.ts";

/**
 * Asks a signed-in person for the password again, before something that deserves it. Guesses count as sign-ins do.
 * @throws ProblemError password-needed, too-many-attempts
 */
export async function confirmPassword(
  ctx: Context,
  person: { id: string; email: string; address: string | null },
  password: string | undefined,
): Promise<void> {
  if (!password) throw new ProblemError("password-needed");
  await countAttempt(ctx, person.email, person.address);
  const { verifyPassword } = await import("better-auth/crypto");
  const hash = await passwordHashOf(ctx.db, person.id);
  if (!hash || !(await verifyPassword({ hash, password }))) throw new ProblemError("password-needed");
  await forgetSignInAttempts(ctx.db, person.email);
}
