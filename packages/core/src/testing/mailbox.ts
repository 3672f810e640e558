import { findTokenConfig, type TokenRow } from "@grantry/db";
import { type TokenConfigInput, tokenConfigInput } from "@grantry/schema";
import type { Deployment, TokenEndpoint } from "@grantry/testing";
import { completeAuthorization } from "../authorize/complete-authorization.ts";
import { startAuthorization } from "../authorize/start-authorization.ts";
import { createTokenConfig } from "../token-configs/create.ts";

/** A configuration for the authorization code grant at the endpoint. */
export function mailboxInput({ url }: TokenEndpoint, changes: object = {}): TokenConfigInput {
  return tokenConfigInput.parse({
    name: "Mailbox",
    template: "custom",
    clientId: "the-client",
    clientSecret: "the-client-secret",
    scope: "mail",
    authorizationUrl: new URL("/authorize", url).href,
    tokenUrl: url,
    refreshUrl: url,
    ...changes,
  });
}

/** Adds a configuration and authorizes it, as an administrator does in a browser. Gives its id. */
export async function authorizedMailbox(
  deployment: Deployment,
  endpoint: TokenEndpoint,
  changes: object = {},
): Promise<string> {
  const input = mailboxInput(endpoint, changes);
  const { tokenConfig } = await createTokenConfig(deployment.ctx, input);
  await authorize(deployment, input.name);
  return tokenConfig.id;
}

export async function authorize({ ctx }: Deployment, name: string): Promise<void> {
  const { authorizationUrl, binding } = await startAuthorization(ctx, name);
  const query = new URLSearchParams({ code: "good", state: authorizationUrl.searchParams.get("state") ?? "" });
  const report = await completeAuthorization(ctx, { query, cookie: () => binding?.value });
  if (!report.succeeded) throw new Error(`${report.title} ${report.detail}`);
}

export async function storedToken({ db }: Deployment, nameOrId: string): Promise<TokenRow> {
  const found = await findTokenConfig(db, nameOrId);
  if (!found) throw new Error(`there is no ${nameOrId}`);
  return found.token;
}
