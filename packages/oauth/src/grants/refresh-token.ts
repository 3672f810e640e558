import {
  type ClientCredentials,
  type ProviderFailure,
  type Secret,
  secret,
  type TokenConfigDocument,
} from "@grantry/schema";
import type { ExplanationKey } from "../explanations/index.ts";
import { DESCRIPTION_CHARACTERS, quoting } from "../quote.ts";
import { type AutofillValues, requestParameters } from "../request-parameters.ts";
import { requiredScopes } from "../required-scopes.ts";
import type { Send } from "../send.ts";
import { requestToken } from "../token-request.ts";
import type { TokenOutcome } from "../token-response.ts";

interface RefreshRequest {
  readonly document: TokenConfigDocument;
  readonly credentials: ClientCredentials;
  readonly refreshToken: Secret<string>;
  /** Some providers want it again. */
  readonly redirectUri: string;
  readonly stored?: AutofillValues;
  /** What the grant gave before; `null`: unknown, or the scope was edited since. Then what is required counts. */
  readonly grantedScope: string | null;
  /** Whether the scope is sent although the document does not send it. */
  readonly withScope?: boolean;
  readonly now: () => number;
}

const otherResource = "other-resource" satisfies ExplanationKey;

/**
 * Renews an access token. What the answer does not mention stays as it is. A token for another resource than before is
 * of no use and refused, but the refresh token that came with it is the one in force: it is handed on beside the failure.
 * @see RFC 6749 §6
 */
export async function requestTokenByRefreshToken(send: Send, request: RefreshRequest): Promise<TokenOutcome> {
  const { document, grantedScope } = request;
  const outcome = await requestToken(send, {
    document,
    description: document.Requests.TokenByRefreshToken,
    credentials: request.credentials,
    values: { ...request.stored, RefreshToken: request.refreshToken, RedirectURL: request.redirectUri },
    extra: request.withScope ? { scope: secret(document.Scope ?? "") } : {},
    now: request.now,
  });
  if (!outcome.ok) return outcome;
  const { refreshToken, scope = "" } = outcome.token;
  const before = grantedScope ?? requiredScopes(document).join(" ");
  if (!isForAnotherResource([before, document.Scope ?? ""], scope)) return outcome;
  const description = quoting([request.refreshToken])(scope, DESCRIPTION_CHARACTERS);
  const facts = { host: hostOf(document), httpStatus: 200, description };
  return { ok: false, failure: { class: "config", explanation: otherResource, ...facts }, refreshToken };
}

/** Microsoft gives a token for another resource where a request names no scope: whether sending it may help. */
export function mayHealWithScope(document: TokenConfigDocument, failure: ProviderFailure): boolean {
  return failure.explanation === otherResource && (document.Scope ?? "") !== "" && !namesScope(document);
}

function namesScope(document: TokenConfigDocument): boolean {
  const description = document.Requests.TokenByRefreshToken;
  return description !== undefined && requestParameters(document, description, {}).some(([name]) => name === "scope");
}

function hostOf({ Requests }: TokenConfigDocument): string {
  return new URL(Requests.TokenByRefreshToken?.Request.URL ?? "").host; // it has just answered
}

/** They say who signs in and for how long, not at which resource (OpenID Connect Core §5.4, §11). */
const withoutResource = new Set(["openid", "profile", "email", "offline_access"]);

function isForAnotherResource(known: readonly string[], given: string): boolean {
  const scopes = (text: string) => text.split(" ").filter((scope) => scope !== "" && !withoutResource.has(scope));
  const [before = ""] = known;
  if (given === "" || scopes(before).length === 0) return false;
  const knownResources = new Set(known.flatMap(scopes).map(resourceOf));
  return !scopes(given).some((scope) => knownResources.has(resourceOf(scope)));
}

/** What a scope belongs to: an address up to its last segment, as `https://outlook.office.com`; else the scope itself. */
function resourceOf(scope: string): string {
  return URL.canParse(scope) && scope.includes("://") ? scope.slice(0, scope.lastIndexOf("/")) : scope;
}
