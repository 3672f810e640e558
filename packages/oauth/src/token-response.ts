import type { ProviderFailure } from "@grantry/schema";
import { type Secret, secret } from "@grantry/schema";
import { type AnswerMembers, isObject, parseMembers, textOf } from "./answer-members.ts";
import { accountNamesOf, claimsOf } from "./id-token.ts";
import { refusalOfAnswer, refusalOfShape } from "./provider-error.ts";
import { quoting } from "./quote.ts";
import type { OutgoingAnswer } from "./send.ts";
import { type LifetimeReading, lifetimeOf, refreshLifetimeOf, type TokenLifetime } from "./token-lifetime.ts";

/** What a token endpoint gave. What it did not mention is `undefined`: the caller keeps what it had (RFC 6749 §6). */
export interface TokenResponse extends TokenLifetime {
  readonly accessToken: Secret<string>;
  readonly tokenType: string;
  readonly refreshToken: Secret<string> | undefined;
  readonly refreshTokenExpiresInSeconds: number | undefined;
  /** Granted scopes, separated by single spaces. */
  readonly scope: string | undefined;
  /** What kind of token an exchange gave (RFC 8693 §2.2.1). */
  readonly issuedTokenType?: string | undefined;
  /** The claims of the id_token that came along. */
  readonly claims?: unknown;
  /** Whose account it is, when an id_token came along: names of one account, the first to be shown. */
  readonly accountNames: readonly string[];
}

export type TokenOutcome =
  | { readonly ok: true; readonly token: TokenResponse }
  | {
      readonly ok: false;
      readonly failure: ProviderFailure;
      /** Came with an answer that is of no use otherwise: where it was to renew a grant, the one in force now. */
      readonly refreshToken?: Secret<string> | undefined;
    };

interface Reading {
  readonly host: string;
  /** Member of the answer → the seed's internal name. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly defaultLifetime: LifetimeReading["defaultLifetime"];
  readonly unit?: LifetimeReading["unit"];
  /** What was sent: masked in anything the provider says. */
  readonly sent: readonly Secret<string>[];
  /** When the answer arrived, ms. */
  readonly now: number;
}

/**
 * Reads a token endpoint's answer into what we store. Trusts nothing in it, not even its content type; any 2xx may be
 * a success. Never throws: a refusal, an error inside a 200 and plain HTML all return `{ ok: false, failure }`.
 * @see RFC 6749 §5.1 (answer), §5.2 (refusal), §6 (refresh token may be missing)
 */
export function readTokenResponse(answer: OutgoingAnswer & { ok: true }, reading: Reading): TokenOutcome {
  const { host } = reading;
  const quote = quoting(reading.sent);
  const text = new TextDecoder().decode(answer.body).trim();
  const members = answer.truncated ? undefined : parseMembers(text, reading.mapping);
  const received = { status: answer.status, headers: answer.headers, text, members, now: reading.now };
  const refuse = (failure: ProviderFailure) => ({
    ok: false as const,
    failure: { ...failure, host, httpStatus: answer.status },
  });

  if (answer.status >= 300 && answer.status < 400) return refuse(refusalOfShape("redirected", received, quote));
  if (answer.status >= 400 || (members && saysError(members))) return refuse(refusalOfAnswer(received, quote));
  if (answer.truncated) return refuse(refusalOfShape("too-large", received, quote));
  if (!members) return refuse(refusalOfShape(text === "" ? "empty" : "unreadable", received, quote));
  const accessToken = tokenOf(members.mapped("Token", "access_token"));
  const refreshToken = tokenOf(members.mapped("RefreshToken", "refresh_token"));
  if (!accessToken) return { ...refuse(refusalOfShape("no-access-token", received, quote)), refreshToken };
  if (!isBearer(members)) return { ...refuse(refusalOfShape("token-type", received, quote)), refreshToken };
  const claims = claimsOf(members.named("id_token"));
  return {
    ok: true,
    token: {
      accessToken,
      tokenType: "Bearer",
      ...lifetimeOf(members, { ...reading, unit: reading.unit }),
      refreshToken,
      refreshTokenExpiresInSeconds: refreshLifetimeOf(members),
      scope: scopeOf(members.named("scope")),
      issuedTokenType: textOf(members.named("issued_token_type")),
      claims,
      accountNames: accountNamesOf(claims),
    },
  };
}

/** Visible characters alone (RFC 6749 A.12, A.17): anything else was damaged on the way, or would split a header. */
function tokenOf(value: unknown): Secret<string> | undefined {
  const text = textOf(value);
  return text && /^[\x21-\x7e]+$/.test(text) ? secret(text) : undefined;
}

/** Compared without case (RFC 6749 §5.1); missing means bearer, and some say `N_A`. */
function isBearer(members: AnswerMembers): boolean {
  return /^(bearer|n_a)$/i.test(textOf(members.named("token_type")) ?? "bearer");
}

/** Space-separated (RFC 6749 §3.3); arrays and commas occur. */
function scopeOf(value: unknown): string | undefined {
  const text = Array.isArray(value) ? value.filter((part) => typeof part === "string").join(" ") : textOf(value);
  return (
    text
      ?.split(/[\s,]+/)
      .filter(Boolean)
      .join(" ") || undefined
  );
}

/** An error can come with any status. Where there is no token, a `status` in words is one. */
function saysError(members: AnswerMembers): boolean {
  const error = members.mapped("ErrorMessage", "error") ?? members.named("error");
  if (textOf(error) !== undefined || isObject(error) || members.named("ok") === false) return true;
  return textOf(members.named("status")) !== undefined && members.mapped("Token", "access_token") === undefined;
}
