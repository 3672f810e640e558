import { appRegistrationFacts, readDocument } from "@grantry/db";
import { correctionsOf } from "@grantry/oauth";
import { say, type TokenConfig } from "@grantry/schema";
import type { Context } from "../context.ts";
import { toInstant } from "../instants.ts";
import { redirectUriOf } from "../settings.ts";
import { templateName } from "../templates.ts";
import { tokenViewOf } from "../tokens/status.ts";
import { viewOfDocument } from "./document.ts";
import { existingTokenConfig } from "./existing.ts";
import { placeholdersOf } from "./template-of-document.ts";
import { usersOf } from "./users.ts";

/** A configuration with the version that its ETag shows. */
export interface VersionedTokenConfig {
  readonly tokenConfig: TokenConfig;
  readonly version: number;
}

/** One configuration by id or name. Round trips: configuration, document, registration, users. */
export async function getTokenConfig(ctx: Context, nameOrId: string): Promise<VersionedTokenConfig> {
  const { db, platform } = ctx;
  const found = await existingTokenConfig(ctx, nameOrId);
  const { config, token } = found;
  const document = await readDocument(db, platform.keys, config.id);
  const registration = await appRegistrationFacts(db, config.appRegistrationId);
  const users = await usersOf(ctx, [config.id]);
  const { userinfoUrl: _documentOnly, ...shown } = viewOfDocument(document);
  const tokenConfig: TokenConfig = {
    id: config.id,
    name: config.name,
    template: config.template,
    templateName: templateName(config.template),
    grant: config.grant as TokenConfig["grant"], // written from the contract, as are the two below
    validity: config.validity as TokenConfig["validity"],
    clientId: found.clientId,
    clientSecretSet: registration.clientSecretSet,
    clientKeySet: registration.clientKeySet,
    clientSecretSharedBy: registration.sharedBy,
    clientSecretExpiresAt: toInstant(registration.clientSecretExpiresAt),
    ...shown,
    placeholders: placeholdersOf(document, config.template),
    notifications: { expiredToken: config.notifyExpiredToken, expiredRefreshToken: config.notifyExpiredRefreshToken },
    keepFresh: config.keepFresh,
    redirectUri: await redirectUriOf(ctx),
    corrections: correctionsOf(document).map(({ id, title, why, changes }) => ({
      id,
      title: say(title, ctx.language),
      why: say(why, ctx.language),
      changes: [...changes],
    })),
    token: tokenViewOf(config, token, { now: platform.now(), language: ctx.language }),
    usedBy: [...(users.get(config.id) ?? [])],
    createdAt: toInstant(config.createdAt),
    updatedAt: toInstant(config.updatedAt),
  };
  return { tokenConfig, version: config.version };
}
