import { type ClientCredentials, type ClientKey, type Secret, secret, type TokenConfigDocument } from "@grantry/schema";
import { SignJWT } from "jose";
import { refusalOfSettings } from "../provider-error.ts";
import type { Send } from "../send.ts";
import { keyNames, signingKey } from "../signing-key.ts";
import { requestToken } from "../token-request.ts";
import type { TokenOutcome } from "../token-response.ts";

/** Google takes at most an hour; less is of no use to anyone, for each assertion is sent once. */
const LIVES_SECONDS = 300;
/** Clocks differ: an assertion from the future is refused. */
const BACKDATED_SECONDS = 30;

/**
 * Requests a token for a service account, which signs for itself, or for the subject it acts for. There is no refresh
 * token: renewal is another assertion. The next key is tried where the provider refuses an assertion.
 * @see RFC 7523 §2.1, §3
 */
export async function requestTokenByJwtBearer(
  send: Send,
  request: { document: TokenConfigDocument; credentials: ClientCredentials; now: () => number },
): Promise<TokenOutcome> {
  const { credentials, document } = request;
  let outcome: TokenOutcome = { ok: false, failure: refusalOfSettings("no-client-key") };
  for (const key of credentials.clientKeys) {
    const token = await requestToken(send, {
      ...request,
      description: document.Requests.TokenByJwtBearer,
      values: { Assertion: await assertionOf(document, key, request.now()) },
      extra: {},
    });
    outcome = token.ok ? token : refusedAssertion(token);
    if (outcome.ok || outcome.failure.error !== "invalid_grant") break;
  }
  const { Subject: subject } = document.Grantry ?? {};
  return outcome.ok && subject ? { ok: true, token: { ...outcome.token, accountNames: [subject] } } : outcome;
}

async function assertionOf(document: TokenConfigDocument, key: ClientKey, now: number): Promise<Secret<string>> {
  const issuedAt = Math.floor(now / 1000) - BACKDATED_SECONDS;
  const clientId = document.ClientID ?? "";
  const claims = { ...(document.Scope && { scope: document.Scope }) }; // where Google wants it
  const assertion = await new SignJWT(claims)
    .setProtectedHeader({ alg: key.algorithm, typ: "JWT", ...keyNames(key) })
    .setIssuer(clientId)
    .setSubject(document.Grantry?.Subject || clientId)
    .setAudience(document.Requests.TokenByJwtBearer?.Request.URL ?? "")
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + BACKDATED_SECONDS + LIVES_SECONDS)
    .setJti(crypto.randomUUID())
    .sign(await signingKey(key));
  return secret(assertion);
}

/** Nobody signs in here: a refused grant is a refused assertion, which settings mend. */
function refusedAssertion(refused: TokenOutcome & { readonly ok: false }): TokenOutcome {
  const { failure } = refused;
  if (failure.error === "unauthorized_client") {
    return { ok: false, failure: { ...failure, class: "provider-admin", explanation: "delegation-missing" } };
  }
  if (failure.class !== "reauth") return refused;
  return { ok: false, failure: { ...failure, class: "config", explanation: "assertion-refused" } };
}
