import type { TokenConfigRow, TokenRow } from "@grantry/db";
import { explain, renewsByItself } from "@grantry/oauth";
import { type Grant, type Language, ProblemError, type ProviderFailure } from "@grantry/schema";
import type { Context } from "../context.ts";
import { failureOf } from "./status.ts";

type Config = Pick<TokenConfigRow, "name" | "grant" | "refreshConfigured" | "validity">;

/** Refuses a configuration that the key which asks is not for. @throws ProblemError token-config-not-allowed */
export function refuseUnlessAllowed(
  { actor }: Pick<Context, "actor">,
  { id, name }: Pick<TokenConfigRow, "id" | "name">,
): void {
  if (actor.kind !== "api-key" || actor.tokenConfigs === null) return;
  if (actor.tokenConfigs.includes(name) || actor.tokenConfigs.includes(id)) return;
  throw new ProblemError("token-config-not-allowed", { parameters: { name } });
}

/**
 * Refuses to give a configuration a name that a key is for, when the key that asks is not for the configuration.
 * @throws ProblemError token-config-not-allowed
 */
export function refuseUnlessMayBeCalled(
  { actor }: Pick<Context, "actor">,
  { name, ...config }: Pick<TokenConfigRow, "id" | "name">,
  newName: string,
): void {
  if (actor.kind !== "api-key" || name === newName || !actor.tokenConfigs?.includes(newName)) return;
  refuseUnlessAllowed({ actor }, { ...config, name });
}

/** Refuses a configuration that is not valid. */
export function refuseUnlessInUse(config: Config): void {
  if (config.validity === "valid") return;
  throw new ProblemError("not-in-use", { parameters: { name: config.name, validity: config.validity } });
}

/** Why no automatic request can help, or `undefined` when one can. */
export function whyNotRenewable(
  config: Config,
  token: Pick<TokenRow, "error" | "hasRefreshToken">,
  language: Language,
): ProblemError | undefined {
  const failure = failureOf(token);
  if (failure && failure.class !== "transient") return refusalOf(config, failure, language);
  if (renewsByItself(config.grant as Grant) || (config.refreshConfigured && token.hasRefreshToken)) return undefined;
  return refusalOf(config, { class: "reauth", explanation: "no-grant" }, language);
}

/** A provider's failure as what the caller is answered. */
export function refusalOf(config: Pick<Config, "name">, failure: ProviderFailure, language: Language): ProblemError {
  const { title, action } = explain(failure, language);
  const facts = { parameters: { name: config.name, reason: title, action }, failure };
  switch (failure.class) {
    case "reauth":
    case "user":
      return new ProblemError("needs-authorization", facts);
    case "config":
    case "bug":
      return new ProblemError("needs-settings", facts);
    case "provider-admin":
      return new ProblemError("needs-provider-admin", facts);
    default:
      return new ProblemError("provider-refused", facts);
  }
}

/** Someone else is at it. */
export function inProgress({ name }: Pick<Config, "name">): ProblemError {
  return new ProblemError("token-refresh-in-progress", { parameters: { name, seconds: 2 }, retryAfterSeconds: 2 });
}
