import {
  insertAppRegistration,
  insertTokenConfig,
  isUniqueViolation,
  replaceClientSecret,
  type Statement,
  setClientSecretExpiry,
  writeBatch,
} from "@grantry/db";
import { findTemplate, refreshIsConfigured } from "@grantry/oauth";
import { inputRefused, isOn, ProblemError, secret, type TokenConfigInput } from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { hostPlaces } from "../templates.ts";
import { refuseUnusable } from "./check.ts";
import { documentFromTemplate, documentWith, viewOfDocument } from "./document.ts";
import { registrationOf } from "./registration.ts";
import { getTokenConfig, type VersionedTokenConfig } from "./view.ts";

/**
 * Adds a configuration. The app registration is made, or found when another configuration uses the same client.
 * @throws ProblemError invalid-input, name-taken, client-secret-needed
 */
export async function createTokenConfig(ctx: Context, input: TokenConfigInput): Promise<VersionedTokenConfig> {
  const { db, platform } = ctx;
  const template = findTemplate(input.template);
  if (!template)
    throw inputRefused([{ pointer: "/template", message: "template-unknown", parameters: { name: input.template } }]);
  if (input.grant !== undefined && input.grant !== template.grant) {
    throw inputRefused([{ pointer: "/grant", message: "grant-of-template", parameters: { grant: template.grant } }]);
  }
  const document = documentWith(documentFromTemplate(template, { ...hostPlaces(ctx), ...input.placeholders }), input);
  const view = viewOfDocument(document);
  const { key: registration, known } = await registrationOf(ctx, document);
  await refuseUnusable(ctx, {
    input,
    template,
    grant: template.grant,
    view,
    clientSecretKnown: known?.clientSecretSet ?? false,
  });

  const id = newId(platform);
  const now = platform.now();
  const appRegistrationId = known?.id ?? newId(platform);
  const statements: Statement[] = [
    insertAppRegistration(db, { id: appRegistrationId, ...registration, createdAt: now }),
    ...(await clientSecretStatements(ctx, appRegistrationId, input)),
    ...(await insertTokenConfig(db, platform.keys, {
      id,
      name: input.name,
      template: template.id,
      grant: template.grant,
      validity: input.validity,
      refreshConfigured: refreshIsConfigured(document),
      keepFresh: input.keepFresh,
      notifyExpiredToken: isOn(document.Notifications?.NotifyOnExpiredToken),
      notifyExpiredRefreshToken: isOn(document.Notifications?.NotifyOnExpiredRefreshToken),
      createdAt: now,
      updatedAt: now,
      document,
      registration,
    })),
    audit(ctx, "token-config.created", { id, label: input.name }),
  ];
  try {
    await writeBatch(db, statements);
  } catch (error) {
    throw isUniqueViolation(error, "token_configs.name") ? nameTaken(input.name) : error;
  }
  return getTokenConfig(ctx, id);
}

/** What a newly entered secret, or its end date, changes at the registration. */
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

export function nameTaken(name: string): ProblemError {
  return new ProblemError("name-taken", {
    parameters: { name },
    errors: [{ pointer: "/name", message: "name-taken" }],
  });
}
