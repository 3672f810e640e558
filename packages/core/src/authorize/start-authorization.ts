import { fromBase64, insertAuthorization, readDocument, writeBatch } from "@grantry/db";
import { authorizationUrl, grantTypes, newPkce, usesPkce } from "@grantry/oauth";
import { authorizationMayTakeMs, type Grant, ProblemError } from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId, newNonce } from "../ids.ts";
import { currentSettings, isLoopback, redirectUriOf } from "../settings.ts";
import { existingTokenConfig } from "../token-configs/existing.ts";
import { refuseUnlessInUse } from "../tokens/refusal.ts";

export interface StartedAuthorization {
  readonly authorizationUrl: URL;
  readonly expiresAt: number;
  /** The cookie that binds the authorization to this browser; `null` when there is none to bind to. */
  readonly binding: { readonly cookieName: string; readonly value: string; readonly secure: boolean } | null;
}

/**
 * Starts an authorization: where to send the browser, and what only this browser knows. Of state and cookie nothing
 * but hashes is stored. Round trips: configuration, document, one batch.
 * @see RFC 6749 §10.12 (state), RFC 7636 (PKCE), RFC 9700 §4.7
 */
export async function startAuthorization(ctx: Context, nameOrId: string): Promise<StartedAuthorization> {
  const { db, platform } = ctx;
  const found = await existingTokenConfig(ctx, nameOrId);
  const { config } = found;
  if (!grantTypes[config.grant as Grant].needsBrowser) {
    throw new ProblemError("grant-has-no-authorization", { parameters: { name: config.name, grant: config.grant } });
  }
  refuseUnlessInUse(config);
  const document = await readDocument(db, platform.keys, config.id);
  const redirectUri = await usableRedirectUri(ctx, document.Requests.AuthorizationCode?.Request.URL ?? "");
  const state = newNonce(platform);
  const stateHash = await ctx.platform.hashOf(state);
  const browser = ctx.actor.kind === "user" ? newNonce(platform) : null;
  const pkce = usesPkce(document) ? await newPkce(platform.randomBytes) : null;
  const now = platform.now();
  const expiresAt = now + authorizationMayTakeMs;

  await writeBatch(db, [
    ...(await insertAuthorization(db, platform.keys, {
      id: newId(platform),
      configId: config.id,
      stateHash,
      browserHash: browser && (await ctx.platform.hashOf(browser)),
      verifier: pkce?.verifier ?? null,
      redirectUri,
      language: ctx.language,
      startedBy: ctx.actor.label,
      settingsGeneration: config.settingsGeneration,
      startedAt: now,
      expiresAt,
    })),
    audit(ctx, "authorization.started", { id: config.id, label: config.name }, { browserBound: browser !== null }),
  ]);
  const secure = redirectUri.startsWith("https:");
  return {
    authorizationUrl: authorizationUrl(document, {
      redirectUri,
      state,
      codeChallenge: pkce?.challenge ?? null,
      loginHint: document.Grantry?.ExpectedAccount ?? found.token.account,
    }),
    expiresAt,
    binding: browser === null ? null : { cookieName: bindingCookieName(stateHash, secure), value: browser, secure },
  };
}

/** A cookie of its own for each authorization, so that two at once do not disturb each other. */
export function bindingCookieName(stateHash: string, secure: boolean): string {
  const hex = Array.from(fromBase64(stateHash) ?? [], (byte) => byte.toString(16).padStart(2, "0")).join("");
  const name = `grantry-authorization-${hex.slice(0, 16)}`;
  return secure ? `__Host-${name}` : name;
}

async function usableRedirectUri(ctx: Context, providerUrl: string): Promise<string> {
  const redirectUri = await redirectUriOf(ctx);
  if (redirectUri === null) throw new ProblemError("fqdn-needed");
  const { HttpType, FQDN } = await currentSettings(ctx);
  const { host } = new URL(providerUrl);
  if (HttpType === "http" && !isLoopback(FQDN ?? "") && !isLoopback(host)) {
    throw new ProblemError("https-needed", { parameters: { host } });
  }
  return redirectUri;
}
