import type { Secret } from "@grantry/schema";
import { accountNamesOf } from "./id-token.ts";
import type { OutgoingAnswer, Send } from "./send.ts";

const MAX_BODY_BYTES = 64 * 1024;

export const googleUserinfoUrl = "https://openidconnect.googleapis.com/v1/userinfo";

/** Where providers of the shipped templates say whose a token is, at another origin than the one that gives it. */
export const userinfoUrlsElsewhere: readonly string[] = [googleUserinfoUrl];

/** Asks the provider whose an access token is, and so whether it is taken there. @see OpenID Connect Core §5.3 */
export function askWhose(send: Send, url: string, accessToken: Secret<string>): Promise<OutgoingAnswer> {
  return send({
    method: "GET",
    url,
    headers: { accept: "application/json", authorization: `Bearer ${accessToken.reveal()}` },
    maxBodyBytes: MAX_BODY_BYTES,
  });
}

/** Whose an access token is, as the provider says where the template knows to ask. Nothing where it does not say. */
export async function requestAccountNames(send: Send, url: string, accessToken: Secret<string>): Promise<string[]> {
  return accountNamesIn(await askWhose(send, url, accessToken));
}

/** The names in such an answer; none where it is no good one. */
export function accountNamesIn(answer: OutgoingAnswer): string[] {
  if (!answer.ok || answer.status !== 200) return [];
  try {
    return accountNamesOf(JSON.parse(new TextDecoder().decode(answer.body)));
  } catch {
    return []; // no JSON: it names nobody
  }
}
