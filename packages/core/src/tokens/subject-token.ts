import { type Asked, findHeldToken, findSubject } from "@grantry/db";
import { defaultMinTtlSeconds, type ProviderFailure, type Secret } from "@grantry/schema";
import type { Context } from "../context.ts";
import { patience } from "./patience.ts";
import { whyNotRenewable } from "./refusal.ts";
import type { RefreshOutcome, Renewable } from "./renewable.ts";
import { isUsable } from "./usable.ts";

/** How long an exchange waits for someone else's refresh of its subject: within its lease. */
const MAY_WAIT_MS = 20_000;

type SubjectToken =
  | { readonly ok: true; readonly token: Secret<string> }
  | { readonly ok: false; readonly failure: ProviderFailure };

/**
 * The access token that a configuration exchanges for its own, renewed first where it is not usable.
 * @param tokenOrigin where it would be sent: to no other than the one that gave it
 * @param refresh how a token is renewed: given, for renewing may itself need a token first
 */
export async function subjectTokenFor(
  ctx: Context,
  { config, tokenOrigin }: Pick<Renewable, "config"> & { tokenOrigin: string },
  refresh: (ctx: Context, renewable: Renewable, asked: Asked) => Promise<RefreshOutcome>,
): Promise<SubjectToken> {
  const { db, platform } = ctx;
  const nameOrId = config.subjectTokenConfig ?? "";
  const failed = (failure: Pick<ProviderFailure, "class" | "explanation">): SubjectToken => ({
    ok: false,
    failure: { ...failure, parameters: { subject: nameOrId } },
  });
  const subject = await findSubject(db, { nameOrId, of: config.id });
  if (!subject) return failed({ class: "config", explanation: "subject-missing" });
  if (subject.comesFromIt) return failed({ class: "config", explanation: "subject-cycle" });
  if (subject.tokenOrigin !== tokenOrigin) return failed({ class: "config", explanation: "subject-elsewhere" });
  const notToBeHad = failed({ class: "transient", explanation: "subject-token-missing" });
  const wait = patience(platform, MAY_WAIT_MS);
  for (;;) {
    const present = await findHeldToken(db, platform.keys, subject.id);
    if (present?.config.validity !== "valid") return notToBeHad;
    const { accessToken, token } = present;
    if (accessToken && isUsable(present, defaultMinTtlSeconds, platform.now())) return { ok: true, token: accessToken };
    if (whyNotRenewable(present.config, token, ctx.language)) return notToBeHad;
    const outcome = await refresh(ctx, present, "by-reader");
    if (outcome.kind === "failed") return notToBeHad;
    const someoneIsAtIt = (token.leaseUntil ?? 0) > platform.now() || token.attempts === 0;
    if (outcome.kind === "not-mine" && !(someoneIsAtIt && (await wait()))) return notToBeHad;
  }
}
