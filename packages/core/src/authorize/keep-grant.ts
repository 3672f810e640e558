import type { TokenConfigRow, TokenRow } from "@grantry/db";
import { otherIssuerIn, requestAccountNames, type TokenResponse } from "@grantry/oauth";
import { isOn, type TokenConfigDocument } from "@grantry/schema";
import type { Context } from "../context.ts";
import { sendFor } from "../settings.ts";
import { whoseUrl } from "../token-configs/userinfo-origin.ts";
import { newTokenOf } from "../tokens/answer.ts";
import { saveAnswer } from "../tokens/save-answer.ts";
import { saveGranted } from "../tokens/save-granted.ts";
import type { AuthorizationOutcome } from "./outcome.ts";

/** How long saving is tried, while the person waits. */
const MAY_BE_SAVED_MS = 15_000;

const ISSUER_CHARACTERS = 200;

/** What a person has just granted, at a browser or on another device. */
interface Granted {
  readonly config: TokenConfigRow;
  readonly token: TokenRow;
  readonly document: TokenConfigDocument;
  readonly got: TokenResponse;
  /** When the exchange began, ms. */
  readonly startedAt: number;
  /** The authorization that ends with it, where its outcome is kept to be told again. */
  readonly authorizationId?: string;
  /** The `iss` of the redirect that brought it; `null`: it named none, or there was no redirect. */
  readonly redirectFrom?: string | null;
}

/** A grant that another account gave than the expected one, or another provider, is kept out: the token that is there stays untouched. */
export async function keepGrant(ctx: Context, granted: Granted): Promise<AuthorizationOutcome> {
  const { config, document, startedAt, token } = granted;
  const { id: configId, name: configName, settingsGeneration } = config;
  const other = otherIssuer(granted);
  if (other) return { kind: "refused", slug: "token-of-another-issuer", parameters: other };
  const got = { ...endingByRule(granted.got, document), accountNames: await accountNames(ctx, granted) };
  const [account = null] = got.accountNames;
  const expected = document.Grantry?.ExpectedAccount;
  const wanted = expected && !isOn(document.Grantry?.OtherAccountAllowed) ? expected : null;
  if (wanted && account !== null && !isAmong(wanted, got.accountNames)) {
    return { kind: "refused", slug: "wrong-account", parameters: { expected: wanted, got: account } };
  }
  const now = ctx.platform.now();
  const refreshExpirySource = granted.got.refreshTokenExpiresInSeconds === undefined ? "rule" : "provider";
  const how = { kind: "granted", settingsGeneration, replaced: null, refreshExpirySource, now } as const;
  const newToken = newTokenOf(got, how);
  const renewable = got.refreshToken !== undefined || token.hasRefreshToken;
  const unchecked = account === null ? wanted : null;
  const outcome = {
    kind: "granted",
    account,
    unchecked,
    renewable,
    accessExpiresAt: newToken.accessExpiresAt,
  } as const;
  const ends = granted.authorizationId && { id: granted.authorizationId, outcome: JSON.stringify(outcome) };
  const answer = {
    configId,
    configName,
    generation: token.generation,
    startedAt,
    token: newToken,
    ...(ends && { ends }),
  };
  if (!(await saveAnswer(ctx, answer, saveGranted, now + MAY_BE_SAVED_MS))) {
    return { kind: "refused", slug: "settings-changed-meanwhile", parameters: { name: configName } };
  }
  return outcome;
}

/** An id_token of another provider than the one that was asked. */
function otherIssuer({ document, got, redirectFrom = null }: Granted): { expected: string; got: string } | undefined {
  const expected = document.Grantry?.Issuer;
  const other = expected && otherIssuerIn(got.claims, expected, redirectFrom);
  return other ? { expected, got: other.slice(0, ISSUER_CHARACTERS) } : undefined;
}

/** Whose account it is: by the id_token, else by userinfo where the template says where that is. */
async function accountNames(ctx: Context, { document, got }: Granted): Promise<readonly string[]> {
  const { ExpectedAccount: expected } = document.Grantry ?? {};
  const url = whoseUrl(document);
  const known = got.accountNames.length > 0 && (!expected || isAmong(expected, got.accountNames));
  if (known || url === undefined) return got.accountNames;
  return [...new Set([...(await requestAccountNames(await sendFor(ctx), url, got.accessToken)), ...got.accountNames])];
}

function isAmong(expected: string, names: readonly string[]): boolean {
  return names.some((name) => name.toLowerCase() === expected.toLowerCase());
}

/** What the provider says of the refresh token's end counts; else the rule that the document names. */
function endingByRule(got: TokenResponse, document: TokenConfigDocument): TokenResponse {
  const days = document.Grantry?.RefreshTokenDays;
  if (got.refreshTokenExpiresInSeconds !== undefined || days === undefined) return got;
  return { ...got, refreshTokenExpiresInSeconds: days * 86_400 };
}
