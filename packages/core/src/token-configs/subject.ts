import { findSubject } from "@grantry/db";
import { grantOf } from "@grantry/oauth";
import type { Grant, InputError, TokenConfigDocument } from "@grantry/schema";
import type { Context } from "../context.ts";
import { refuseUnlessAllowed } from "../tokens/refusal.ts";
import type { DocumentView } from "./document.ts";

/** The configuration, as the document names it, whose token is exchanged; `null`: none is. */
export function subjectOf(document: TokenConfigDocument): string | null {
  return (grantOf(document) === "token_exchange" && document.Grantry?.SubjectTokenConfig) || null;
}

/**
 * What is wrong with the configuration that a token exchange names. Its token goes to no other origin than the one that
 * gave it: who may edit configurations could else read any token. Renewing asks the same again.
 * @param of the configuration that names it; `null`: a new one
 * @throws ProblemError token-config-not-allowed for a key that is limited to others
 */
export async function subjectErrors(
  ctx: Pick<Context, "db" | "actor">,
  { grant, view, of, pointer }: { grant: Grant; view: DocumentView; of: string | null; pointer: string },
): Promise<InputError[]> {
  if (grant !== "token_exchange") return [];
  const { subjectTokenConfig: nameOrId } = view;
  if (nameOrId === "") return [{ pointer, message: "required" }];
  const found = await findSubject(ctx.db, { nameOrId, of });
  if (!found) return [{ pointer, message: "subject-unknown", parameters: { name: nameOrId } }];
  refuseUnlessAllowed(ctx, found);
  const { comesFromIt, name, tokenOrigin: origin } = found;
  if (comesFromIt) return [{ pointer, message: "subject-cycle", parameters: { name } }];
  const isElsewhere = URL.canParse(view.tokenUrl) && new URL(view.tokenUrl).origin !== origin;
  return isElsewhere ? [{ pointer, message: "subject-elsewhere", parameters: { name, origin } }] : [];
}

/**
 * The same of a file's entry, whose subject may come in by the same file.
 * @throws ProblemError token-config-not-allowed
 */
export async function refuseForeignSubject(
  ctx: Pick<Context, "db" | "actor">,
  document: TokenConfigDocument,
): Promise<void> {
  const named = subjectOf(document);
  if (named === null || ctx.actor.kind !== "api-key") return;
  refuseUnlessAllowed(ctx, (await findSubject(ctx.db, { nameOrId: named, of: null })) ?? { id: named, name: named });
}
