import { clearFailuresOf, type Statement, scheduleTokens } from "@grantry/db";
import type { Context } from "../context.ts";
import { refreshMarginSeconds } from "../settings.ts";

/**
 * What a newly entered secret or key makes possible: failures that the old one caused are forgotten, of every
 * configuration that shares the registration, and the clock turns to them again.
 */
export async function renewalsGoOn(ctx: Context, appRegistrationId: string): Promise<Statement[]> {
  const { db, platform } = ctx;
  return [
    ...clearFailuresOf(db, appRegistrationId),
    scheduleTokens(db, { marginSeconds: await refreshMarginSeconds(ctx), now: platform.now() }),
  ];
}
