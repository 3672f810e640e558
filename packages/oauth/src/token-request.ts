import type { RequestDescription, Secret, TokenConfigDocument } from "@grantry/schema";
import { authenticateClient } from "./client-authentication.ts";
import { refusalOfNetwork } from "./provider-error.ts";
import { percentEncode, requestParameters } from "./request-parameters.ts";
import type { Send } from "./send.ts";
import { readTokenResponse, type TokenOutcome } from "./token-response.ts";

const MAX_BODY_BYTES = 64 * 1024;

export interface TokenRequest {
  readonly document: TokenConfigDocument;
  readonly description: RequestDescription;
  /** In the order in which they are tried; none for a public client. */
  readonly clientSecrets: readonly Secret<string>[];
  /** What fills `AuthorizationCode`, `RefreshToken`, `RedirectURL`. */
  readonly values: Readonly<Record<string, string | Secret<string> | null>>;
  /** Parameters beyond the description, for example `code_verifier`. */
  readonly extra: Readonly<Record<string, Secret<string>>>;
  /** When the answer counts as received, ms. */
  readonly now: () => number;
}

/**
 * One request to a token endpoint, whatever the grant; a second one with the next client secret only when the provider
 * refuses the client (RFC 6749 §5.2, `invalid_client`): it has then not looked at the grant.
 */
export async function requestToken(send: Send, request: TokenRequest): Promise<TokenOutcome> {
  const secrets = request.clientSecrets.length > 0 ? request.clientSecrets : [null];
  let outcome: TokenOutcome | undefined;
  for (const clientSecret of secrets) {
    outcome = await requestWith(send, request, clientSecret);
    if (outcome.ok || outcome.failure.error !== "invalid_client") return outcome;
  }
  if (!outcome) throw new Error("no request was made");
  return outcome;
}

async function requestWith(
  send: Send,
  request: TokenRequest,
  clientSecret: Secret<string> | null,
): Promise<TokenOutcome> {
  const { document, description } = request;
  const { headers, withheld } = authenticateClient(document, clientSecret);
  const mapping = description.Request.AutofilledParametersMapping ?? {};
  const withheldNames = Object.keys(mapping).filter((name) => withheld.includes(mapping[name] ?? ""));
  const parameters = requestParameters(document, description, { ...request.values, ClientSecret: clientSecret }).filter(
    ([name]) => !withheldNames.includes(name),
  );
  for (const [name, value] of Object.entries(request.extra)) parameters.push([name, value.reveal()]);
  const answer = await send({
    method: "POST",
    url: description.Request.URL,
    headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded", ...headers },
    body: parameters.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join("&"),
    maxBodyBytes: MAX_BODY_BYTES,
  });
  if (!answer.ok) return { ok: false, failure: refusalOfNetwork(answer) };
  return readTokenResponse(answer, {
    host: new URL(description.Request.URL).host,
    mapping: description.Response?.ParametersMapping ?? {},
    defaultLifetime: document.Grantry?.DefaultLifetime,
    sent: [...Object.values(request.values), ...Object.values(request.extra), clientSecret],
    now: request.now(),
  });
}
