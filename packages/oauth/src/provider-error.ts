import type { FailureClass, ProviderFailure } from "@grantry/schema";
import { type AnswerMembers, textOf } from "./answer-members.ts";
import { googleMeaning } from "./explanations/google.ts";
import type { ExplanationKey } from "./explanations/index.ts";
import { microsoftMeanings } from "./explanations/microsoft-codes.ts";
import { type Facts, factsOf, firstWords, optional, pageTitle, retryAfterOf, traceIn } from "./provider-facts.ts";
import { CODE_CHARACTERS, DESCRIPTION_CHARACTERS, type Quote } from "./quote.ts";
import type { OutgoingAnswer } from "./send.ts";

/** What a failure means for the grant, and which words tell it. */
export interface Meaning {
  readonly class: FailureClass;
  readonly explanation: ExplanationKey;
}

/**
 * What the standard errors of a token endpoint mean (RFC 6749 §5.2, RFC 8628 §3.5, RFC 8707 §2, RFC 9449 §8, OpenID Connect Core
 * §3.1.2.6), and a
 * few of Google's that stand in the same place.
 */
const tokenErrors: Readonly<Record<string, Meaning>> = {
  invalid_request: { class: "config", explanation: "invalid-request" },
  invalid_client: { class: "config", explanation: "client-refused" },
  invalid_grant: { class: "reauth", explanation: "grant-withdrawn" },
  unauthorized_client: { class: "config", explanation: "grant-not-allowed" },
  unsupported_grant_type: { class: "config", explanation: "grant-unsupported" },
  invalid_scope: { class: "config", explanation: "scope-refused" },
  invalid_target: { class: "config", explanation: "resource-unknown" },
  interaction_required: { class: "reauth", explanation: "sign-in-again" },
  login_required: { class: "reauth", explanation: "sign-in-again" },
  consent_required: { class: "reauth", explanation: "sign-in-again" },
  account_selection_required: { class: "reauth", explanation: "sign-in-again" },
  access_denied: { class: "user", explanation: "declined" },
  authorization_pending: { class: "transient", explanation: "device-code-pending" },
  slow_down: { class: "transient", explanation: "device-code-pending" },
  expired_token: { class: "user", explanation: "device-code-expired" },
  use_dpop_nonce: { class: "transient", explanation: "provider-busy" },
  temporarily_unavailable: { class: "transient", explanation: "provider-busy" },
  server_error: { class: "transient", explanation: "provider-busy" },
  internal_failure: { class: "transient", explanation: "provider-busy" },
  rate_limit_exceeded: { class: "transient", explanation: "provider-busy" },
  deleted_client: { class: "config", explanation: "client-deleted" },
  redirect_uri_mismatch: { class: "config", explanation: "redirect-uri-unregistered" },
  admin_policy_enforced: { class: "provider-admin", explanation: "google-app-untrusted" },
  org_internal: { class: "config", explanation: "google-internal-app" },
  disallowed_useragent: { class: "user", explanation: "browser-refused" },
  restricted_client: { class: "config", explanation: "google-unverified-app" },
};

/** Where the redirect's errors mean something else (RFC 6749 §4.1.2.1). */
const authorizationErrors: Readonly<Record<string, Meaning>> = {
  invalid_request: { class: "config", explanation: "authorization-request-refused" },
  unauthorized_client: { class: "config", explanation: "code-flow-not-allowed" },
  unsupported_response_type: { class: "config", explanation: "code-flow-unsupported" },
};

/** Statuses that ask to come back later, whatever the body says. */
const busyStatuses = new Set([408, 425, 429]);

/** Failures that may be passing or may be wrong settings, and how often in a row they may be passing. */
const timesInDoubt: Readonly<Record<string, number>> = {
  "unknown-refusal": 2,
  "token-url-wrong": 2,
  "no-access-token": 1,
  "answer-unreadable": 1,
} satisfies Partial<Record<ExplanationKey, number>>;

/**
 * The failure as it stands after the one before: what may be passing or wrong settings is `transient` only so often in
 * a row, and then `config`. Another failure in between begins anew: a network out of order says nothing of settings.
 */
export function settledAfter(before: ProviderFailure | null, failure: ProviderFailure): ProviderFailure {
  const most = failure.class === "transient" ? memberOf(timesInDoubt, failure.explanation) : undefined;
  if (most === undefined) return failure;
  const isSame = before?.explanation === failure.explanation && before.error === failure.error;
  const timesInRow = isSame ? (before.timesInRow ?? 0) + 1 : 1;
  return { ...failure, timesInRow, class: timesInRow > most ? "config" : "transient" };
}

/** A refusal that the browser brought back (RFC 6749 §4.1.2.1). */
export function refusalOfAuthorization(
  said: { readonly error: string; readonly description: string | null; readonly subcode: string | null },
  quote: Quote,
): ProviderFailure {
  const standard = memberOf(authorizationErrors, said.error) ?? memberOf(tokenErrors, said.error);
  const description = said.description ?? "";
  return refined(standard ?? { class: "user", explanation: "unknown-refusal" }, {
    error: quote(said.error, CODE_CHARACTERS),
    ...optional("description", quote(description, DESCRIPTION_CHARACTERS)),
    ...optional("code", quote(said.subcode ?? "", CODE_CHARACTERS)),
    ...optional("traceId", traceIn(description)),
  });
}

/** What arrived. */
interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly members: AnswerMembers | undefined;
  readonly now: number;
}

/**
 * A refusal by a token endpoint, or an error page in its place. The standard `error` and the status decide whether it
 * is tried again; a provider's own code, where it is known, then says who has to act.
 */
export function refusalOfAnswer(received: Received, quote: Quote): ProviderFailure {
  const { status, members } = received;
  const retryAfterSeconds = retryAfterOf(received.headers.get("retry-after"), received.now);
  const facts = { ...factsOf(members, quote), ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
  if (!members)
    return { ...meaningOfPage(received), ...facts, ...optional("description", pageTitle(received.text, quote)) };
  const standard = facts.error === undefined ? undefined : memberOf(tokenErrors, facts.error);
  // A rate limit or a fault at the provider is never "bad credentials".
  const busy = busyStatuses.has(status) || (status >= 500 && (!standard || facts.error === "invalid_client"));
  if (busy) return { class: "transient", explanation: "provider-busy", ...facts };
  return refined(standard ?? { class: "transient", explanation: "unknown-refusal" }, facts);
}

/** A page of a proxy, a captive portal or a firewall: by its first character, or by what it is called. */
function isPageIn({ headers, text }: Received): boolean {
  return text.startsWith("<") || /^\s*text\/html\b/i.test(headers.get("content-type") ?? "");
}

/** An error status without anything to read. */
function meaningOfPage(received: Received): Meaning {
  const { status } = received;
  const isPage = isPageIn(received);
  if (isPage && (status === 502 || status === 504)) return { class: "transient", explanation: "not-the-provider" };
  if (busyStatuses.has(status) || status >= 500) return { class: "transient", explanation: "provider-busy" };
  if (status === 404 || status === 405 || status === 410) return { class: "transient", explanation: "token-url-wrong" };
  return { class: "transient", explanation: isPage ? "not-the-provider" : "unknown-refusal" };
}

/** An answer that is no answer to a token request. */
export function refusalOfShape(
  kind: "redirected" | "too-large" | "empty" | "unreadable" | "no-access-token" | "token-type",
  received: Received,
  quote: Quote,
): ProviderFailure {
  switch (kind) {
    case "redirected": {
      const target = received.headers.get("location")?.split(/[?#]/)[0] ?? "";
      return {
        class: "config",
        explanation: "redirected",
        ...optional("description", quote(target, DESCRIPTION_CHARACTERS)),
      };
    }
    case "too-large":
      return {
        class: "transient",
        explanation: "answer-too-large",
        ...optional("description", pageTitle(received.text, quote) || firstWords(received.text, quote)),
      };
    case "empty":
      return { class: "transient", explanation: "answer-empty" };
    case "unreadable": {
      const explanation = isPageIn(received) ? "not-the-provider" : "answer-unreadable";
      return { class: "transient", explanation, ...optional("description", pageTitle(received.text, quote)) };
    }
    case "no-access-token":
      return { class: "transient", explanation: "no-access-token" };
    case "token-type": {
      const type = quote(textOf(received.members?.named("token_type")) ?? "–", CODE_CHARACTERS);
      return { class: "config", explanation: "token-type", parameters: { type } };
    }
  }
}

/** A request that could not even be made. */
export function refusalOfSettings(explanation: "no-token-url" | "no-client-key" | "no-device-url"): ProviderFailure {
  return { class: "config", explanation };
}

const networkExplanations = {
  timeout: "timeout",
  dns: "host-unknown",
  refused: "connection-refused",
  tls: "tls-failed",
  reset: "connection-lost",
  blocked: "blocked-address",
  unreachable: "unreachable",
} as const satisfies Record<string, ExplanationKey>;

/** A request that got no answer. */
export function refusalOfNetwork(failed: OutgoingAnswer & { ok: false }, quote: Quote): ProviderFailure {
  return {
    class: failed.reason === "blocked" ? "config" : "transient",
    explanation: networkExplanations[failed.reason],
    host: failed.host,
    ...(failed.proxy !== undefined && failed.reason !== "blocked" && { proxy: failed.proxy }),
    ...optional("description", quote(failed.detail ?? "", DESCRIPTION_CHARACTERS)),
  };
}

/** Seconds of rest that a provider wants after what it says, though it names no time. */
const pausesWanted: Readonly<Record<string, number>> = {
  "asked-too-often": 300,
} satisfies Partial<Record<ExplanationKey, number>>;

/** The failure with the meaning that the provider's own code or words have, as far as they are known. */
function refined(standard: Meaning, facts: Facts): ProviderFailure {
  const number = /AADSTS(\d{4,8})/.exec(`${facts.code ?? ""} ${facts.description ?? ""}`)?.[1];
  const own = number === undefined ? googleMeaning(facts) : memberOf(microsoftMeanings, number);
  const code = number === undefined || facts.code?.includes(number) ? facts.code : `AADSTS${number}`;
  // What the standard says will pass is tried again, whatever a code says.
  const passes = standard.class === "transient" && standard.explanation !== "unknown-refusal";
  const meaning = own && !passes ? own : standard;
  const pauseSeconds = memberOf(pausesWanted, meaning.explanation);
  return {
    ...meaning,
    ...facts,
    ...(pauseSeconds !== undefined && { retryAfterSeconds: Math.max(pauseSeconds, facts.retryAfterSeconds ?? 0) }),
    ...optional("code", code ?? ""),
  };
}

/** What a table of ours holds under a name that a provider chose. */
function memberOf<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
