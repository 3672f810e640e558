import { tokenRequestOf, userinfoUrlsElsewhere } from "@grantry/oauth";
import type { TokenConfigDocument } from "@grantry/schema";

/**
 * Whether the access token would be shown to somebody else when the provider is asked whose it is: at another origin
 * than the one that gave it, unless a shipped template knows that address. Who may edit a document, or brings one in a
 * file, could else read any token.
 */
export function asksElsewhere({ tokenUrl, userinfoUrl }: { tokenUrl: string; userinfoUrl: string }): boolean {
  if (userinfoUrl === "" || userinfoUrlsElsewhere.includes(userinfoUrl)) return false;
  const [from, to] = [tokenUrl, userinfoUrl].map((url) => URL.parse(url)?.origin);
  return from === undefined || from !== to;
}

/** Where to ask whose an access token is; `undefined`: nowhere, or not where it may go. */
export function whoseUrl(document: TokenConfigDocument): string | undefined {
  const userinfoUrl = document.Grantry?.UserinfoUrl ?? "";
  const tokenUrl = tokenRequestOf(document)?.Request.URL ?? "";
  return asksElsewhere({ tokenUrl, userinfoUrl }) ? undefined : userinfoUrl || undefined;
}
