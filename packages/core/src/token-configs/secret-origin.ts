import { ProblemError, type TokenConfigDocument } from "@grantry/schema";
import { viewOfDocument } from "./document.ts";

/** The origins that a document sends client secret and refresh token to. */
export function originsOf(document: TokenConfigDocument): string[] {
  const { tokenUrl, refreshUrl } = viewOfDocument(document);
  return [tokenUrl, refreshUrl].filter((url) => URL.canParse(url)).map((url) => new URL(url).origin);
}

/**
 * Refuses to send a stored client secret to an origin other than those it was entered for. Whoever enters it anew says
 * by that where it may go.
 * @param entitled the origins that the secret belongs to
 * @throws ProblemError client-secret-needed
 */
export function refuseForeignOrigin(document: TokenConfigDocument, entitled: readonly string[]): void {
  const foreign = originsOf(document).find((origin) => !entitled.includes(origin));
  if (foreign === undefined) return;
  throw new ProblemError("client-secret-needed", {
    parameters: { from: entitled[0] ?? "", to: foreign },
    errors: [{ pointer: "/clientSecret", message: "required" }],
  });
}
