import { tokenRequestOf, userinfoElsewhere } from "@grantry/oauth";
import { ProblemError, type TokenConfigDocument } from "@grantry/schema";
import type { DocumentView } from "./document.ts";

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
  const tokenUrl = tokenRequestOf(document)?.Request.URL ?? "";
  const refreshUrl = document.Requests.TokenByRefreshToken?.Request.URL ?? "";
  if (!URL.canParse(tokenUrl) || !URL.canParse(refreshUrl)) return false;
  return new URL(tokenUrl).origin !== new URL(refreshUrl).origin;
}

/**
 * Whether the access token would be shown to somebody else when the provider is asked whose it is: at another origin
 * than the one that gave it, unless a shipped template knows that address. Who may edit a document, or brings one in a
 * file, could else read any token.
 */
export function asksElsewhere({ tokenUrl, userinfoUrl }: Pick<DocumentView, "tokenUrl" | "userinfoUrl">): boolean {
  if (userinfoUrl === "" || userinfoElsewhere.includes(userinfoUrl)) return false;
  if (!URL.canParse(tokenUrl) || !URL.canParse(userinfoUrl)) return true;
  return new URL(tokenUrl).origin !== new URL(userinfoUrl).origin;
}

/** Where to ask whose an access token is; `undefined`: nowhere, or not where it may go. */
export function whoseUrl(document: TokenConfigDocument): string | undefined {
  const userinfoUrl = document.Grantry?.UserinfoUrl ?? "";
  const tokenUrl = tokenRequestOf(document)?.Request.URL ?? "";
  return userinfoUrl === "" || asksElsewhere({ tokenUrl, userinfoUrl }) ? undefined : userinfoUrl;
}
