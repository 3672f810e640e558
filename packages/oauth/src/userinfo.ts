import type { Secret } from "@grantry/schema";
import { accountNamesOf } from "./id-token.ts";
import type { Send } from "./send.ts";

const MAX_BODY_BYTES = 64 * 1024;

/** Whose an access token is, as the provider says where the template knows to ask. Nothing where it does not say. */
export async function requestAccountNames(send: Send, url: string, accessToken: Secret<string>): Promise<string[]> {
  const answer = await send({
    method: "GET",
    url,
    headers: { accept: "application/json", authorization: `Bearer ${accessToken.reveal()}` },
    maxBodyBytes: MAX_BODY_BYTES,
  });
  if (!answer.ok || answer.status !== 200) return [];
  try {
    return accountNamesOf(JSON.parse(new TextDecoder().decode(answer.body)));
  } catch {
    return []; // no JSON: it names nobody
  }
}
