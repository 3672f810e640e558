import type { FailureClass, ProviderFailure } from "@grantry/schema";
import { Secret } from "@grantry/schema";
import type { ExplanationKey } from "./explanations/index.ts";
import { microsoftCodes } from "./explanations/microsoft.ts";
import type { OutgoingAnswer } from "./send.ts";

const DESCRIPTION_CHARACTERS = 500;
const LONGEST_RETRY_AFTER_SECONDS = 3600;

/**
 * What the standard errors of a token endpoint mean (RFC 6749 §5.2, RFC 8707 §2, OpenID Connect Core §3.1.2.6).
 * The class is decided by these and the HTTP status alone; a provider's own codes only refine the words.
 */
const tokenErrors: Readonly<Record<string, { class: FailureClass; explanation: ExplanationKey }>> = {
  invalid_request: { class: "config", explanation: "invalid-request" },
  invalid_client: { class: "config", explanation: "client-refused" },
  invalid_grant: { class: "reauth", explanation: "grant-withdrawn" },
  unauthorized_client: { class: "config", explanation: "grant-not-allowed" },
  unsupported_grant_type: { class: "config", explanation: "grant-not-allowed" },
  invalid_scope: { class: "config", explanation: "scope-refused" },
  invalid_target: { class: "config", explanation: "scope-refused" },
  interaction_required: { class: "reauth", explanation: "sign-in-again" },
  login_required: { class: "reauth", explanation: "sign-in-again" },
  consent_required: { class: "reauth", explanation: "sign-in-again" },
  account_selection_required: { class: "reauth", explanation: "sign-in-again" },
  access_denied: { class: "user", explanation: "declined" },
  deleted_client: { class: "config", explanation: "app-not-found" },
  admin_policy_enforced: { class: "provider-admin", explanation: "blocked-by-policy" },
  temporarily_unavailable: { class: "transient", explanation: "provider-busy" },
  server_error: { class: "transient", explanation: "provider-busy" },
};

const authorizationErrors: Readonly<Record<string, { class: FailureClass; explanation: ExplanationKey }>> = {
  ...tokenErrors,
  access_denied: { class: "user", explanation: "declined" },
  unsupported_response_type: { class: "config", explanation: "grant-not-allowed" },
};

/** A refusal that the browser brought back (RFC 6749 §4.1.2.1). */
export function refusalOfAuthorization(said: {
  error: string;
  description: string | null;
  subcode: string | null;
}): ProviderFailure {
  const known = authorizationErrors[said.error] ?? { class: "user" as const, explanation: "unknown-refusal" as const };
  return refined({
    ...known,
    error: cut(said.error, 100),
    ...(said.description && { description: cut(said.description, DESCRIPTION_CHARACTERS) }),
    ...(said.subcode && { code: cut(said.subcode, 100) }),
  });
}

/** A refusal by a token endpoint, or an error page in its place. */
export function refusalOfAnswer(
  answer: OutgoingAnswer & { ok: true },
  members: Readonly<Record<string, unknown>> | undefined,
  reading: { readonly now: number },
): ProviderFailure {
  const retryAfter = retryAfterOf(answer.headers.get("retry-after"), reading.now);
  const error = textMember(members, "error");
  const facts = {
    ...(error && { error: cut(error, 100) }),
    ...describe(members),
    ...(retryAfter !== undefined && { retryAfterSeconds: retryAfter }),
  };
  const known = error === undefined ? undefined : tokenErrors[error];
  if ([408, 425, 429].includes(answer.status)) return { ...facts, class: "transient", explanation: "provider-busy" };
  if (answer.status >= 500 && !known) return { ...facts, class: "transient", explanation: "provider-busy" };
  if (known) return refined({ ...facts, ...known });
  if (!members) return { ...facts, class: "transient", explanation: "not-the-provider" };
  return refined({ ...facts, class: "transient", explanation: "unknown-refusal" });
}

/** An answer that is no answer to a token request. */
export function refusalOfShape(
  kind: "redirected" | "too-large" | "unreadable" | "no-access-token" | "token-type",
  answer: OutgoingAnswer & { ok: true },
): ProviderFailure {
  const location = answer.headers.get("location");
  switch (kind) {
    case "redirected":
      return {
        class: "config",
        explanation: "redirected",
        ...(location && { description: cut(location, DESCRIPTION_CHARACTERS) }),
      };
    case "token-type":
      return { class: "config", explanation: "token-type" };
    case "no-access-token":
      return { class: "transient", explanation: "no-access-token" };
    default:
      return { class: "transient", explanation: "not-the-provider" };
  }
}

const networkExplanations = {
  timeout: "timeout",
  dns: "host-unknown",
  refused: "unreachable",
  tls: "tls-failed",
  reset: "unreachable",
  blocked: "blocked-address",
  unreachable: "unreachable",
} as const satisfies Record<string, ExplanationKey>;

/** A request that got no answer. */
export function refusalOfNetwork(failed: OutgoingAnswer & { ok: false }): ProviderFailure {
  return {
    class: failed.reason === "blocked" ? "config" : "transient",
    explanation: networkExplanations[failed.reason],
    host: failed.host,
    ...(failed.detail && { description: cut(failed.detail, DESCRIPTION_CHARACTERS) }),
  };
}

/** The failure without anything that we sent: a provider may quote it. */
export function maskSent(failure: ProviderFailure, sent: readonly (string | Secret<string> | null)[]): ProviderFailure {
  const secrets = sent.flatMap((value) => (value instanceof Secret && value.reveal() !== "" ? [value.reveal()] : []));
  const masked = (text: string): string => secrets.reduce((rest, value) => rest.replaceAll(value, "[secret]"), text);
  return {
    ...failure,
    ...(failure.error !== undefined && { error: masked(failure.error) }),
    ...(failure.description !== undefined && { description: masked(failure.description) }),
    ...(failure.code !== undefined && { code: masked(failure.code) }),
    ...(failure.traceId !== undefined && { traceId: masked(failure.traceId) }),
  };
}

/** The same failure with the words that the provider's own code allows. */
function refined(failure: ProviderFailure): ProviderFailure {
  const number = /AADSTS(\d+)/.exec(`${failure.code ?? ""} ${failure.description ?? ""}`)?.[1];
  if (number === undefined) return googleRefined(failure);
  const known = microsoftCodes[number];
  return { ...failure, code: `AADSTS${number}`, ...(known && { class: known.class, explanation: known.explanation }) };
}

function googleRefined(failure: ProviderFailure): ProviderFailure {
  if (/invalid_rapt|rapt_required/.test(failure.code ?? "")) {
    return { ...failure, class: "provider-admin", explanation: "blocked-by-policy" };
  }
  if (/has been expired or revoked/i.test(failure.description ?? ""))
    return { ...failure, explanation: "google-withdrawn" };
  return failure;
}

function describe(members: Readonly<Record<string, unknown>> | undefined): Partial<ProviderFailure> {
  const description = textMember(members, "error_description") ?? textMember(members, "message");
  const codes = members?.["error_codes"];
  const code = Array.isArray(codes) && codes.length > 0 ? `AADSTS${codes[0]}` : textMember(members, "error_subtype");
  const traceId = textMember(members, "trace_id") ?? textMember(members, "correlation_id");
  return {
    ...(description && { description: cut(description, DESCRIPTION_CHARACTERS) }),
    ...(code && { code: cut(code, 100) }),
    ...(traceId && { traceId: cut(traceId, 100) }),
  };
}

/** Seconds to wait: `Retry-After` gives seconds or a date (RFC 9110 §10.2.3). At most an hour is believed. */
function retryAfterOf(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : Math.ceil((Date.parse(header) - now) / 1000);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, LONGEST_RETRY_AFTER_SECONDS) : undefined;
}

function textMember(members: Readonly<Record<string, unknown>> | undefined, name: string): string | undefined {
  const value = members?.[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** At most so many characters, and nothing that cannot be shown. */
function cut(text: string, characters: number): string {
  const shown = text.replace(/\p{Cc}+/gu, " ").trim();
  return shown.length > characters ? `${shown.slice(0, characters)}…` : shown;
}
