import type { ClientCredentials, ProviderFailure, Secret, TokenConfigDocument } from "@grantry/schema";
import { parseMembers, textOf } from "./answer-members.ts";
import { sendAuthenticated } from "./authenticated-request.ts";
import { refusalOfAnswer, refusalOfNetwork, refusalOfSettings } from "./provider-error.ts";
import { quoting } from "./quote.ts";
import type { Send } from "./send.ts";

/** What became of a grant at its provider. */
export type RevocationOutcome =
  | { readonly kind: "revoked" }
  /** The document names no revocation endpoint. */
  | { readonly kind: "not-offered" }
  | { readonly kind: "failed"; readonly failure: ProviderFailure };

interface RevocationRequest {
  readonly document: TokenConfigDocument;
  readonly credentials: ClientCredentials;
  readonly refreshToken: Secret<string> | null;
  readonly accessToken: Secret<string> | null;
  readonly now: () => number;
}

/**
 * Gives a grant back: the refresh token, with which a provider should end the whole grant, then the access token, which
 * would otherwise live on where it does not. To ask twice is harmless: what is not known there counts as revoked.
 * @see RFC 7009 §2.1, §2.2
 */
export async function revokeGrant(send: Send, request: RevocationRequest): Promise<RevocationOutcome> {
  const url = request.document.Grantry?.RevocationUrl ?? "";
  if (!URL.canParse(url)) return { kind: "not-offered" };
  const tokens = [
    { hint: "refresh_token", token: request.refreshToken },
    { hint: "access_token", token: request.accessToken },
  ] as const;
  let unsupported: ProviderFailure | undefined;
  let revoked = false;
  for (const { hint, token } of tokens) {
    const failure = token && (await revokeOne(send, { ...request, url, hint, token }));
    // One of the pair that cannot be revoked is no reason to leave the other (RFC 7009 §2.2.1).
    if (failure?.error === "unsupported_token_type") unsupported = failure;
    else if (failure) return { kind: "failed", failure };
    else if (token) revoked = true;
  }
  return revoked || !unsupported ? { kind: "revoked" } : { kind: "failed", failure: unsupported };
}

async function revokeOne(
  send: Send,
  request: RevocationRequest & { url: string; hint: "refresh_token" | "access_token"; token: Secret<string> },
): Promise<ProviderFailure | undefined> {
  const { url, hint, token } = request;
  const parameters = { token, token_type_hint: hint };
  const { answer, sent } = await sendAuthenticated(send, { ...request, url, parameters });
  const quote = quoting(sent);
  if (!answer) return refusalOfSettings("no-client-key");
  if (!answer.ok) return refusalOfNetwork(answer, quote);
  if (answer.status >= 200 && answer.status < 300) return undefined;
  const text = new TextDecoder().decode(answer.body).trim();
  const members = parseMembers(text, {});
  if (textOf(members?.named("error")) === "invalid_token") return undefined; // Google says so of what is revoked already
  const received = { status: answer.status, headers: answer.headers, text, members, now: request.now() };
  return { ...refusalOfAnswer(received, quote), host: new URL(url).host, httpStatus: answer.status };
}
