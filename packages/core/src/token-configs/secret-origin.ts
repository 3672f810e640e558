import { ProblemError, type TokenConfigDocument } from "@grantry/schema";
import { viewOfDocument } from "./document.ts";

/**
 * Refuses to take a stored client secret along to another origin. Whoever enters it anew says by that where it may go.
 * @throws ProblemError client-secret-needed
 */
export function refuseOtherOrigin(move: { readonly from: string; readonly to: string }): void {
  if (move.from === move.to) return;
  throw new ProblemError("client-secret-needed", {
    parameters: move,
    errors: [{ pointer: "/clientSecret", message: "required" }],
  });
}

/**
 * Whether renewal would send secret and refresh token to another origin than the one that gave them. Saving refuses
 * such a document; this is asked again before anything is sent.
 */
export function renewsElsewhere(document: TokenConfigDocument): boolean {
  const { tokenUrl, refreshUrl } = viewOfDocument(document);
  if (!URL.canParse(tokenUrl) || !URL.canParse(refreshUrl)) return false;
  return new URL(tokenUrl).origin !== new URL(refreshUrl).origin;
}
