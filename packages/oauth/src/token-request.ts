import { type ClientCredentials, type RequestDescription, Secret, type TokenConfigDocument } from "@grantry/schema";
import { authenticateClient, type ClientProof, clientProofs } from "./client-authentication.ts";
import { refusalOfNetwork, refusalOfSettings } from "./provider-error.ts";
import { quoting } from "./quote.ts";
import { type AutofillValues, encodeParameters, requestParameters } from "./request-parameters.ts";
import type { Send } from "./send.ts";
import { readTokenResponse, type TokenOutcome } from "./token-response.ts";

const MAX_BODY_BYTES = 256 * 1024; // tokens of 100,000 characters occur (parity 13)

export interface TokenRequest {
  readonly document: TokenConfigDocument;
  /** The document's own words for this request; `undefined` where it has none. */
  readonly description: RequestDescription | undefined;
  /** None for a public client. */
  readonly credentials: ClientCredentials;
  /** What fills `AuthorizationCode`, `RefreshToken`, `RedirectURL` and the like. */
  readonly values: AutofillValues;
  /** Parameters beyond the description, for example `code_verifier`. */
  readonly extra: Readonly<Record<string, Secret<string>>>;
  /** The clock, ms: read when the answer has arrived. */
  readonly now: () => number;
}

/**
 * One request to a token endpoint, whatever the grant; a second one with the next secret or key only when the provider
 * refuses the client (RFC 6749 §5.2, `invalid_client`): it has then not looked at the grant.
 */
export async function requestToken(send: Send, request: TokenRequest): Promise<TokenOutcome> {
  let outcome: TokenOutcome = { ok: false, failure: refusalOfSettings("no-client-key") };
  for (const proof of clientProofs(request.document, request.credentials)) {
    outcome = await requestWith(send, request, proof);
    if (!clientWasRefused(outcome)) return outcome;
  }
  return outcome;
}

function clientWasRefused(outcome: TokenOutcome): boolean {
  return !outcome.ok && outcome.failure.error === "invalid_client" && outcome.failure.class !== "transient";
}

async function requestWith(send: Send, request: TokenRequest, proof: ClientProof): Promise<TokenOutcome> {
  const { document, description } = request;
  const url = description?.Request.URL ?? "";
  if (!description || !URL.canParse(url)) return { ok: false, failure: refusalOfSettings("no-token-url") };
  const { authorization, parameters, withheld } = await authenticateClient(document, proof, {
    audience: url,
    now: request.now(),
  });
  const clientSecret = proof.kind === "secret" ? proof.secret : null;
  const extra = { ...request.extra, ...parameters };
  const sent = [...Object.values(request.values), ...Object.values(extra), clientSecret, authorization].filter(
    (value) => value instanceof Secret,
  );
  const answer = await send({
    method: "POST",
    url,
    headers: {
      accept: "application/json",
      "content-type": "application/x-www-form-urlencoded",
      ...(authorization && { authorization: authorization.reveal() }),
    },
    body: bodyOf({ ...request, extra }, description, { clientSecret, withheld }),
    maxBodyBytes: MAX_BODY_BYTES,
  });
  if (!answer.ok) return { ok: false, failure: refusalOfNetwork(answer, quoting(sent)) };
  return readTokenResponse(answer, {
    host: new URL(url).host,
    mapping: description.Response?.ParametersMapping ?? {},
    defaultLifetime: document.Grantry?.DefaultLifetime,
    unit: document.Grantry?.ExpiresInUnit,
    sent,
    now: request.now(),
  });
}

function bodyOf(
  request: TokenRequest,
  description: RequestDescription,
  client: { clientSecret: Secret<string> | null; withheld: readonly string[] },
): string {
  const values = { ...request.values, ClientSecret: client.clientSecret };
  const parameters = new Map(requestParameters(request.document, description, values));
  for (const [name, key] of Object.entries(description.Request.AutofilledParametersMapping ?? {})) {
    if (key !== null && client.withheld.includes(key)) parameters.delete(name);
  }
  for (const [name, value] of Object.entries(request.extra)) parameters.set(name, value.reveal());
  return encodeParameters([...parameters]);
}
