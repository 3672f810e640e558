import { findTokenConfig, type TokenConfigRow } from "@grantry/db";
import {
  defaultTokenHeader,
  type InputError,
  inputRefused,
  mayDo,
  ProblemError,
  tokenPlaces,
  type WebServiceInput,
} from "@grantry/schema";
import type { Context } from "../context.ts";
import { addressComplaint, LOOK_UP_MS, refusedAddresses } from "../token-configs/endpoints.ts";
import { refuseUnlessAllowed } from "../tokens/refusal.ts";
import { inputWords } from "./words.ts";

/** Headers that the request makes itself, or that belong to one connection (RFC 9110 §7.6.1). */
const notSettable =
  /^(host|content-length|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect|proxy-.+)$/i;

/** An input whose token configuration was found, and whose header for the token is said. */
export interface CheckedWebService {
  readonly input: WebServiceInput;
  readonly tokenConfigId: string | null;
}

/**
 * Refuses what cannot be called, all complaints at once: an address that egress refuses, a token that would never be
 * sent. Whoever says where a token goes must be allowed to read it.
 * @param stored which secrets are there already
 * @throws ProblemError invalid-input, tls-options-not-here, not-allowed, token-config-not-allowed
 */
export async function checkWebService(
  ctx: Context,
  given: WebServiceInput,
  stored: { password: string; apiKey: string },
): Promise<CheckedWebService> {
  const { authentication, tls } = given;
  const usesToken = authentication.type === "token-config";
  const input = { ...given, headers: given.headers ?? (usesToken ? [defaultTokenHeader] : []) };
  if ((!tls.verify || tls.ca !== "") && !ctx.platform.takesTlsOptions) throw new ProblemError("tls-options-not-here");
  const tokenConfig = usesToken ? await tokenConfigToUse(ctx, authentication.tokenConfig) : null;
  const errors = [
    ...(await endpointErrors(ctx, input.endpoint)),
    ...headerErrors(input.headers, usesToken),
    ...keyHeaderErrors(authentication),
    ...secretErrors(authentication, stored),
  ];
  if (errors.length > 0) throw inputRefused(errors);
  return { input, tokenConfigId: tokenConfig?.id ?? null };
}

async function tokenConfigToUse(ctx: Context, nameOrId: string): Promise<TokenConfigRow> {
  if (!mayDo(ctx.actor, "tokens:read")) throw new ProblemError("not-allowed", { parameters: { scope: "tokens:read" } });
  const found = await findTokenConfig(ctx.db, nameOrId);
  if (found) {
    refuseUnlessAllowed(ctx, found.config);
    return found.config;
  }
  throw inputRefused([
    {
      pointer: "/authentication/tokenConfig",
      message: inputWords["no-such-token-config"],
      parameters: { name: nameOrId },
    },
  ]);
}

async function endpointErrors(ctx: Context, endpoint: string): Promise<InputError[]> {
  const complaint = await addressComplaint(ctx, new URL(endpoint), await refusedAddresses(ctx, LOOK_UP_MS));
  return complaint ? [{ ...complaint, pointer: "/endpoint" }] : [];
}

function headerErrors(headers: NonNullable<WebServiceInput["headers"]>, usesToken: boolean): InputError[] {
  const errors = headers.flatMap(({ name, value = "" }, index): InputError[] => {
    const pointer = `/headers/${index}`;
    if (notSettable.test(name)) {
      return [{ pointer: `${pointer}/name`, message: inputWords["header-not-settable"], parameters: { name } }];
    }
    const misplaced = !usesToken && holdsToken(value);
    return misplaced ? [{ pointer: `${pointer}/value`, message: inputWords["token-place-without-token"] }] : [];
  });
  const tokenGoesOut = headers.some(({ value = "", secret }) => holdsToken(value) || (secret && value === ""));
  return usesToken && !tokenGoesOut
    ? [...errors, { pointer: "/headers", message: inputWords["token-place-missing"] }]
    : errors;
}

function keyHeaderErrors(authentication: WebServiceInput["authentication"]): InputError[] {
  if (authentication.type !== "api-key" || authentication.in !== "header" || !notSettable.test(authentication.name))
    return [];
  const { name } = authentication;
  return [{ pointer: "/authentication/name", message: inputWords["header-not-settable"], parameters: { name } }];
}

function holdsToken(value: string): boolean {
  return tokenPlaces.some((place) => value.includes(place));
}

function secretErrors(
  authentication: WebServiceInput["authentication"],
  stored: { password: string; apiKey: string },
): InputError[] {
  if (authentication.type === "basic" && !authentication.password && stored.password === "") {
    return [{ pointer: "/authentication/password", message: "required" }];
  }
  if (authentication.type === "api-key" && !authentication.value && stored.apiKey === "") {
    return [{ pointer: "/authentication/value", message: "required" }];
  }
  return [];
}
