import type { Context } from "@grantry/core";
import { inputErrorsOf, inputRefused, newPassword, type Secret } from "@grantry/schema";
import type { Environment } from "@grantry/server";
import { createUser, hasUsers } from "@grantry/sign-in";

/** Creates the first administrator that GRANTRY_ADMIN_EMAIL and GRANTRY_ADMIN_PASSWORD name, while there is no user. */
export async function createEnvironmentAdministrator(ctx: Context, { administrator }: Environment): Promise<void> {
  if (!administrator || (await hasUsers(ctx))) return;
  const { email, password } = administrator;
  refuseWeak(password);
  await createUser(ctx, { email: email.toLowerCase(), role: "administrator", password });
}

function refuseWeak(password: Secret<string>): void {
  const entered = password.reveal();
  const parsed = newPassword.safeParse(entered);
  if (!parsed.success) throw inputRefused(inputErrorsOf(parsed.error.issues, entered));
}
