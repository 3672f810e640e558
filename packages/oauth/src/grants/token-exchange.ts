import type {
  ClientCredentials,
  ProviderFailure,
  RequestDescription,
  Secret,
  TokenConfigDocument,
} from "@grantry/schema";
import type { Send } from "../send.ts";
import { requestToken } from "../token-request.ts";
import type { TokenOutcome } from "../token-response.ts";

/** What can be sent as a bearer token (RFC 8693 §3). Providers that leave the member out mean an access token. */
const accessTokenTypes: ReadonlySet<string | undefined> = new Set([
  undefined,
  "urn:ietf:params:oauth:token-type:access_token",
  "urn:ietf:params:oauth:token-type:jwt",
]);

/** How providers refuse the token that was to be exchanged; the standard's own word is the wider `invalid_request`. */
const subjectRefusals: ReadonlySet<string | undefined> = new Set(["invalid_grant", "invalid_token"]);

/**
 * Exchanges another configuration's access token for one of this configuration's own: for another service, with other
 * scopes. There is no refresh token in use: renewal is another exchange.
 * @see RFC 8693 §2.1, §2.2.1
 */
export async function requestTokenByTokenExchange(
  send: Send,
  request: {
    document: TokenConfigDocument;
    credentials: ClientCredentials;
    subjectToken: Secret<string>;
    now: () => number;
  },
): Promise<TokenOutcome> {
  const { document, subjectToken, ...rest } = request;
  const outcome = await requestToken(send, {
    ...rest,
    document,
    description: narrowed(document.Requests.TokenByTokenExchange, document),
    values: { SubjectToken: subjectToken },
    extra: {},
  });
  if (!outcome.ok) return { ok: false, failure: ofSubject(outcome.failure) };
  const { issuedTokenType: type, refreshToken: _unused, ...token } = outcome.token;
  if (accessTokenTypes.has(type))
    return { ok: true, token: { ...token, issuedTokenType: type, refreshToken: undefined } };
  const parameters = { type: type ?? "" };
  return { ok: false, failure: { class: "config", explanation: "issued-token-type", parameters } };
}

/** The request with what the document asks for; what it leaves open is not sent empty. */
function narrowed(
  description: RequestDescription | undefined,
  { Scope: scope, Grantry: { Audience: audience, Resource: resource } = {} }: TokenConfigDocument,
): RequestDescription | undefined {
  const wanted = Object.entries({ audience, resource, scope }).flatMap(([name, value]) =>
    value ? [[name, value]] : [],
  );
  const { Request: request } = description ?? {};
  return (
    description &&
    request && {
      ...description,
      Request: { ...request, Parameters: { ...request.Parameters, ...Object.fromEntries(wanted) } },
    }
  );
}

/** Nobody signs in here: another token of the subject's may be taken, and then this one heals by itself. */
function ofSubject(failure: ProviderFailure): ProviderFailure {
  if (!subjectRefusals.has(failure.error)) return failure;
  return { ...failure, class: "transient", explanation: "subject-token-refused" };
}
