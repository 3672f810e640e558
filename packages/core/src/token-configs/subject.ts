import { findSubject } from "@grantry/db";
import { grantOf } from "@grantry/oauth";
import type { Grant, InputError, TokenConfigDocument } from "@grantry/schema";
import type { Context } from "../context.ts";
import type { DocumentView } from "./document.ts";

/** The configuration, as the document names it, whose token is exchanged; `null`: none is. */
export function subjectOf(document: TokenConfigDocument): string | null {
  return (grantOf(document) === "token_exchange" && document.Grantry?.SubjectTokenConfig) || null;
}

/**
 * What is wrong with the configuration that a token exchange names. Its token goes to no other origin than the one that
 * gave it: who may edit configurations could else read any token. Renewing asks the same again.
 * @param of the configuration that names it; `null`: a new one
 */
export async function subjectErrors(
  ctx: Pick<Context, "db">,
  { grant, view, of, pointer }: { grant: Grant; view: DocumentView; of: string | null; pointer: string },
): Promise<InputError[]> {
  if (grant !== "token_exchange") return [];
  const { subjectTokenConfig: nameOrId } = view;
  if (nameOrId === "") return [{ pointer, message: "required" }];
  const found = await findSubject(ctx.db, { nameOrId, of });
  if (!found) return [{ pointer, message: "subject-unknown", parameters: { name: nameOrId } }];
  const { comesFromIt, name, tokenOrigin: origin } = found;
  if (comesFromIt) return [{ pointer, message: "subject-cycle", parameters: { name } }];
  const isElsewhere = URL.canParse(view.tokenUrl) && new URL(view.tokenUrl).origin !== origin;
  return isElsewhere ? [{ pointer, message: "subject-elsewhere", parameters: { name, origin } }] : [];
}
