import type Provider from "oidc-provider";
import { errors, type KoaContextWithOIDC } from "oidc-provider";

/** RFC 8693 §2.1, §3. */
export const tokenExchangeGrant = "urn:ietf:params:oauth:grant-type:token-exchange";
const accessTokenType = "urn:ietf:params:oauth:token-type:access_token";

/** Gives for an access token of this provider's another one, of the same account and the scopes that are asked for. */
export function allowTokenExchange(provider: Provider): void {
  const exchange = async (ctx: KoaContextWithOIDC): Promise<void> => {
    const { client, params = {} } = ctx.oidc;
    if (params["subject_token_type"] !== accessTokenType) throw new errors.InvalidRequest("subject_token_type");
    const subject = await provider.AccessToken.find(String(params["subject_token"]));
    if (!client || !subject || subject.isExpired) throw new errors.InvalidGrant("subject token is not valid");
    const wanted = typeof params["scope"] === "string" ? params["scope"].split(" ") : [...subject.scopes];
    if (wanted.some((scope) => !subject.scopes.has(scope)))
      throw new errors.InvalidScope("not in the subject token", "");
    const { accountId, grantId, claims, sessionUid } = subject;
    const scope = wanted.join(" ");
    const token = new provider.AccessToken({
      accountId,
      client,
      grantId,
      claims,
      sessionUid,
      scope,
      gty: "token_exchange",
    });
    ctx.body = {
      access_token: await token.save(),
      issued_token_type: accessTokenType,
      token_type: "Bearer",
      expires_in: token.expiration,
      scope,
    };
  };
  const parameters = ["subject_token", "subject_token_type", "requested_token_type", "audience", "resource", "scope"];
  provider.registerGrantType(tokenExchangeGrant, exchange, parameters, []);
}
