import { insertAppRegistration, insertTokenConfig, isUniqueViolation, type Statement, writeBatch } from "@grantry/db";
import { refreshIsConfigured } from "@grantry/oauth";
import { inputRefused, isOn, ProblemError, type TokenConfigInput } from "@grantry/schema";
import { audit } from "../audit.ts";
import { readClientKey } from "../client-keys.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { formOfOwnTemplates, templateById } from "../own-templates.ts";
import { hostPlaces } from "../templates.ts";
import { refuseUnusable } from "./check.ts";
import { atClientKey, credentialStatements } from "./credentials.ts";
import { documentFromTemplate, documentWith, viewOfDocument } from "./document.ts";
import { registrationOf } from "./registration.ts";
import { renewalsGoOn } from "./renewals-go-on.ts";
import { subjectOf } from "./subject.ts";
import { getTokenConfig, type VersionedTokenConfig } from "./view.ts";

/**
 * Adds a configuration. The app registration is made, or found when another configuration uses the same client.
 * @throws ProblemError invalid-input, name-taken, client-secret-needed
 */
export async function createTokenConfig(ctx: Context, input: TokenConfigInput): Promise<VersionedTokenConfig> {
  const { db, platform } = ctx;
  const template = await templateById(ctx, input.template);
  if (!template)
    throw inputRefused([{ pointer: "/template", message: "template-unknown", parameters: { name: input.template } }]);
  if (input.grant !== undefined && input.grant !== template.grant) {
    throw inputRefused([{ pointer: "/grant", message: "grant-of-template", parameters: { grant: template.grant } }]);
  }
  const document = documentWith(documentFromTemplate(template, { ...hostPlaces(ctx), ...input.placeholders }), input);
  const view = viewOfDocument(document);
  const named = await registrationOf(ctx, document);
  const { key: registration, known } = named;
  await refuseUnusable(ctx, { input, template, grant: template.grant, view, registration: named, id: null });
  const key = input.clientKey && (await readClientKey(ctx, input.clientKey, atClientKey(named)));

  const id = newId(platform);
  const now = platform.now();
  const appRegistrationId = known?.id ?? newId(platform);
  const statements: Statement[] = [
    insertAppRegistration(db, { id: appRegistrationId, ...registration, createdAt: now }),
    ...(await credentialStatements(ctx, appRegistrationId, { ...input, key })),
    ...(await insertTokenConfig(db, platform.keys, {
      id,
      name: input.name,
      template: template.group === "own" ? formOfOwnTemplates : template.id,
      grant: template.grant,
      validity: input.validity,
      subjectTokenConfig: subjectOf(document),
      refreshConfigured: refreshIsConfigured(document),
      keepFresh: input.keepFresh,
      notifyExpiredToken: isOn(document.Notifications?.NotifyOnExpiredToken),
      notifyExpiredRefreshToken: isOn(document.Notifications?.NotifyOnExpiredRefreshToken),
      createdAt: now,
      updatedAt: now,
      document,
      registration,
    })),
    ...(known && (input.clientSecret || key) ? await renewalsGoOn(ctx, known.id) : []),
    audit(ctx, "token-config.created", { id, label: input.name }),
  ];
  try {
    await writeBatch(db, statements);
  } catch (error) {
    throw isUniqueViolation(error, "token_configs.name") ? nameTaken(input.name) : error;
  }
  return getTokenConfig(ctx, id);
}

export function nameTaken(name: string): ProblemError {
  return new ProblemError("name-taken", {
    parameters: { name },
    errors: [{ pointer: "/name", message: "name-taken" }],
  });
}
