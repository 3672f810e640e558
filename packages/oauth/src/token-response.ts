import type { ProviderFailure } from "@grantry/schema";
import { type Secret, secret } from "@grantry/schema";
import { accountOf } from "./id-token.ts";
import { maskSent, refusalOfAnswer, refusalOfShape } from "./provider-error.ts";
import type { OutgoingAnswer } from "./send.ts";

const ASSUMED_LIFETIME_SECONDS = 3600;
/** Longer than any provider documents; beyond it the number is taken for a mistake. */
const LONGEST_LIFETIME_SECONDS = 10 * 365 * 86_400;
/** Larger numbers are milliseconds in all likelihood: 115 days in seconds, under three hours in milliseconds. */
const MILLISECONDS_FROM = 10_000_000;

/** What a token endpoint gave. What it did not mention is `undefined`: the caller keeps what it had (RFC 6749 §6). */
export interface TokenResponse {
  readonly accessToken: Secret<string>;
  readonly tokenType: string;
  /** Counted from when the answer arrived. */
  readonly expiresInSeconds: number;
  readonly expirySource: "provider" | "template" | "assumed";
  readonly refreshToken: Secret<string> | undefined;
  readonly refreshTokenExpiresInSeconds: number | undefined;
  readonly scope: string | undefined;
  /** Whose account it is, when an id_token came along. */
  readonly account: string | undefined;
}

export type TokenOutcome =
  | { readonly ok: true; readonly token: TokenResponse }
  | { readonly ok: false; readonly failure: ProviderFailure };

interface Reading {
  readonly host: string;
  /** Member of the answer → the seed's internal name. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly defaultLifetime: number | undefined;
  /** What was sent: masked in anything the provider says. */
  readonly sent: readonly (string | Secret<string> | null)[];
  readonly now: number;
}

/**
 * Reads a token endpoint's answer into what we store. Trusts nothing in it, not even its content type; any 2xx may be
 * a success. Never throws: a refusal, an error inside a 200 and plain HTML all return `{ ok: false, failure }`.
 *
 * Lifetimes come in whole seconds; `3600` and `"3600"` are the same.
 * @see RFC 6749 §5.1 (answer), §5.2 (refusal), §6 (refresh token may be missing)
 */
export function readTokenResponse(answer: OutgoingAnswer & { ok: true }, reading: Reading): TokenOutcome {
  const refuse = (failure: ProviderFailure): TokenOutcome => ({
    ok: false,
    failure: maskSent({ ...failure, host: reading.host, httpStatus: answer.status }, reading.sent),
  });
  if (answer.status >= 300 && answer.status < 400) return refuse(refusalOfShape("redirected", answer));
  if (answer.truncated) return refuse(refusalOfShape("too-large", answer));
  const members = membersOf(answer);
  if (answer.status >= 400 || (members && saysError(members))) return refuse(refusalOfAnswer(answer, members, reading));
  if (!members) return refuse(refusalOfShape("unreadable", answer));

  const mapped = (target: string, standard: string): unknown => {
    const names = Object.keys(reading.mapping).filter((name) => reading.mapping[name] === target);
    const found = names.sort().reduce<unknown>((value, name) => memberAt(members, name) ?? value, undefined);
    return found ?? (names.length === 0 ? members[standard] : undefined);
  };
  const accessToken = textOf(mapped("Token", "access_token"));
  if (!accessToken) return refuse(refusalOfShape("no-access-token", answer));
  const tokenType = textOf(members["token_type"]) ?? "Bearer";
  if (!/^(bearer|n_a)$/i.test(tokenType)) {
    return refuse({ ...refusalOfShape("token-type", answer), parameters: { type: tokenType.slice(0, 40) } });
  }
  const refreshToken = textOf(mapped("RefreshToken", "refresh_token"));
  return {
    ok: true,
    token: {
      accessToken: secret(accessToken),
      tokenType: "Bearer",
      ...lifetimeOf(mapped("TokenExpirationDate", "expires_in"), reading.defaultLifetime),
      refreshToken: refreshToken ? secret(refreshToken) : undefined,
      refreshTokenExpiresInSeconds: secondsOf(
        mapped("RefreshTokenExpirationDate", "refresh_token_expires_in") ??
          members["refresh_token_expires_in"] ??
          members["refresh_expires_in"],
      ),
      scope: scopeOf(members["scope"]),
      account: accountOf(members["id_token"]),
    },
  };
}

function lifetimeOf(
  value: unknown,
  fallback: number | undefined,
): Pick<TokenResponse, "expiresInSeconds" | "expirySource"> {
  const seconds = secondsOf(value);
  if (seconds !== undefined) return { expiresInSeconds: seconds, expirySource: "provider" };
  return fallback === undefined
    ? { expiresInSeconds: ASSUMED_LIFETIME_SECONDS, expirySource: "assumed" }
    : { expiresInSeconds: fallback, expirySource: "template" };
}

/** A usable lifetime, or `undefined` for what is no number, not positive, or longer than any provider gives. */
function secondsOf(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number) || number <= 0) return undefined;
  const seconds = Math.floor(number >= MILLISECONDS_FROM ? number / 1000 : number);
  return seconds > 0 && seconds <= LONGEST_LIFETIME_SECONDS ? seconds : undefined;
}

function scopeOf(value: unknown): string | undefined {
  const text = Array.isArray(value) ? value.filter((part) => typeof part === "string").join(" ") : value;
  return typeof text === "string" && text.trim() !== ""
    ? text.replaceAll(",", " ").replace(/\s+/g, " ").trim()
    : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A member by name, or by a dotted path into nested objects where no member has that name. */
function memberAt(members: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(members, path)) return members[path];
  return path
    .split(".")
    .reduce<unknown>(
      (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
      members,
    );
}

function saysError(members: Readonly<Record<string, unknown>>): boolean {
  return (typeof members["error"] === "string" && members["error"] !== "") || members["ok"] === false;
}

/** JSON, or what some providers send in its place, a form. `undefined` when it is neither. */
function membersOf(answer: {
  readonly body: Uint8Array;
  readonly headers: Headers;
}): Record<string, unknown> | undefined {
  const text = new TextDecoder().decode(answer.body).trim();
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    const looksLikeForm = /^[\w.-]+=[^<>\s]*$/.test(text);
    return looksLikeForm ? Object.fromEntries(new URLSearchParams(text)) : undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
