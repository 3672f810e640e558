import type { ReadClientKey } from "@grantry/client-keys";
import { replaceClientSecret, type Statement, setClientSecretExpiry } from "@grantry/db";
import { secret, type TokenConfigInput } from "@grantry/schema";
import { clientKeyStatements } from "../client-keys.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import type { NamedRegistration } from "./registration.ts";

/** Where a key stands in the input, and what it is to prove. */
export function atClientKey({ key }: NamedRegistration) {
  return { registration: key, pointer: "/clientKey" };
}

/** What a newly entered secret, its end date, or a key changes at the registration. */
export async function credentialStatements(
  ctx: Context,
  appRegistrationId: string,
  entered: Pick<TokenConfigInput, "clientSecret" | "clientSecretExpiresAt"> & {
    readonly key: ReadClientKey | undefined;
  },
): Promise<Statement[]> {
  return [
    ...(entered.key ? await clientKeyStatements(ctx, appRegistrationId, entered.key) : []),
    ...(await clientSecretStatements(ctx, appRegistrationId, entered)),
  ];
}

/** The part of it that is about the secret. */
export async function clientSecretStatements(
  ctx: Context,
  appRegistrationId: string,
  input: Pick<TokenConfigInput, "clientSecret" | "clientSecretExpiresAt">,
): Promise<Statement[]> {
  const expiresAt = input.clientSecretExpiresAt === null ? null : Date.parse(input.clientSecretExpiresAt);
  if (!input.clientSecret) return [setClientSecretExpiry(ctx.db, appRegistrationId, expiresAt)];
  return replaceClientSecret(ctx.db, ctx.platform.keys, {
    id: newId(ctx.platform),
    appRegistrationId,
    secret: secret(input.clientSecret),
    expiresAt,
    createdAt: ctx.platform.now(),
  });
}
