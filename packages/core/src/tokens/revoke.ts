import { forgetTokens, noteHistory, readRenewalMaterial, writeBatch } from "@grantry/db";
import { explain, type RevocationOutcome, revokeGrant } from "@grantry/oauth";
import { ProblemError, type Revocation } from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { sendFor } from "../settings.ts";
import { existingTokenConfig } from "../token-configs/existing.ts";
import { endLease, waitForLease } from "./lease.ts";
import type { Leased } from "./renewable.ts";

/**
 * Revokes a configuration's grant at the provider, then forgets it here; a refresh that is under way ends first. Where
 * the provider does not take it, nothing is forgotten, unless that is wanted all the same.
 * @throws ProblemError token-config-not-found, token-refresh-in-progress, revocation-failed
 */
export async function revokeToken(ctx: Context, nameOrId: string, { forgetAnyway = false }): Promise<Revocation> {
  const leased = await waitForLease(ctx, await existingTokenConfig(ctx, nameOrId));
  try {
    const outcome = await revokeAtProvider(ctx, leased);
    if (outcome.kind === "failed" && !forgetAnyway) throw await refused(ctx, leased, outcome);
    await forget(ctx, leased, outcome);
    return { atProvider: outcome.kind };
  } finally {
    await endLease(ctx, leased); // nothing to end where it was forgotten
  }
}

async function revokeAtProvider(
  ctx: Context,
  { config }: Leased,
): Promise<RevocationOutcome | { readonly kind: "nothing-held" }> {
  const { db, platform } = ctx;
  const { document, credentials, secrets } = await readRenewalMaterial(db, platform.keys, config, platform.now());
  const { refreshToken, accessToken } = secrets;
  if (!refreshToken && !accessToken) return { kind: "nothing-held" };
  const send = await sendFor(ctx);
  return revokeGrant(send, { document, credentials, refreshToken, accessToken, now: platform.now });
}

async function refused(
  ctx: Context,
  { config }: Leased,
  { failure }: RevocationOutcome & { kind: "failed" },
): Promise<ProblemError> {
  const subject = { id: config.id, label: config.name };
  await writeBatch(ctx.db, [audit(ctx, "token.revocation-failed", subject, { cause: failure })]);
  const { title, action } = explain(failure, ctx.language);
  return new ProblemError("revocation-failed", { parameters: { name: config.name, reason: title, action }, failure });
}

async function forget(ctx: Context, { config, leasedAt }: Leased, { kind }: { kind: string }): Promise<void> {
  const at = ctx.platform.now();
  const durationMs = kind === "revoked" || kind === "failed" ? at - leasedAt : null;
  await writeBatch(ctx.db, [
    ...forgetTokens(ctx.db, config.id),
    ...noteHistory(config.id, { id: newId(ctx.platform), at, kind: "revocation", durationMs, cause: null }),
    audit(ctx, "token.revoked", { id: config.id, label: config.name }, { atProvider: kind }),
  ]);
}
