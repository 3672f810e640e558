import Provider, { type Configuration } from "oidc-provider";
import type { PracticeOptions } from "./environment.ts";
import { adapterOn, type ProviderKeys, type ProviderState } from "./state.ts";
import { allowTokenExchange, tokenExchangeGrant } from "./token-exchange.ts";

/**
 * A real OpenID provider with the rules of strict ones: PKCE, refresh tokens that rotate with each use and are revoked
 * as a family when one is used twice, `iss` in its redirects (RFC 9207), short access tokens.
 */
export function createProvider(
  options: PracticeOptions,
  given: { keys: ProviderKeys; state: ProviderState },
): Provider {
  const origin = `http://${options.host}:${options.port}`;
  const configuration: Configuration = {
    adapter: adapterOn(given.state),
    jwks: { keys: given.keys.jwks },
    cookies: { keys: given.keys.cookieKeys },
    clients: [
      {
        client_id: options.clientId,
        client_secret: options.clientSecret,
        client_name: "Grantry",
        grant_types: ["authorization_code", "refresh_token", "client_credentials", deviceCodeGrant, tokenExchangeGrant],
        response_types: ["code"],
        // Any path on the product's own origins: ScriptAlias and the redirect's name are the product's to set.
        redirect_uris: options.productOrigins.map(
          (product) => `${product}/grantry/get-oauth2-token-by-authorization-code`,
        ),
        token_endpoint_auth_method: "client_secret_post",
      },
      mailServer,
    ],
    scopes: ["openid", "offline_access", "email", "profile", "mail"],
    claims: { openid: ["sub"], email: ["email"], profile: ["name"] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: async (_ctx, client, code) =>
      client.grantTypeAllowed("refresh_token") && code.scopes.has("offline_access"),
    ttl: {
      AccessToken: options.accessTokenSeconds,
      ClientCredentials: options.accessTokenSeconds,
      RefreshToken: options.refreshTokenSeconds,
      AuthorizationCode: 60,
      DeviceCode: 600,
      IdToken: 3600,
      Grant: options.refreshTokenSeconds,
      Session: 86_400,
      Interaction: 900,
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true },
      introspection: { enabled: true },
      revocation: { enabled: true },
      resourceIndicators: { enabled: false },
    },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: async (_ctx, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, email: id, email_verified: true, name: id.split("@")[0] }),
    }),
    renderError: async (ctx, out) => {
      ctx.type = "html";
      ctx.body = `<!doctype html><title>Practice provider</title><h1>${escapeHtml(out.error)}</h1><p>${escapeHtml(out.error_description ?? "")}</p>`;
    },
  };
  const provider = new Provider(origin, configuration);
  acceptProductRedirects(provider, options.productOrigins);
  allowTokenExchange(provider);
  provider.on("server_error", (_ctx, error) => {
    process.stderr.write(`${JSON.stringify({ level: "error", event: "practice.server-error", error: error.stack })}\n`);
  });
  return provider;
}

/** RFC 8628 §3.4. */
const deviceCodeGrant = "urn:ietf:params:oauth:grant-type:device_code";

/** A mail server that asks whether a token is valid, and whose (RFC 7662). It gets no tokens itself. */
const mailServer = {
  client_id: "practice-mail-server",
  client_secret: "practice-secret-of-the-mail-server",
  client_name: "Mail server",
  grant_types: [],
  response_types: [],
  redirect_uris: [],
  token_endpoint_auth_method: "client_secret_basic" as const,
};

/** ScriptAlias and the redirect's name can change at any time: every path on the product's origins is registered. */
function acceptProductRedirects(provider: Provider, productOrigins: readonly string[]): void {
  provider.Client.prototype.redirectUriAllowed = (redirectUri: string) =>
    URL.canParse(redirectUri) && productOrigins.includes(new URL(redirectUri).origin);
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
