import {
  clearFailure,
  deleteUnusedAppRegistrations,
  findAppRegistration,
  findTokenConfig,
  forgetTokens,
  insertAppRegistration,
  isConflict,
  isUniqueViolation,
  readDocument,
  scheduleTokens,
  updateTokenConfig as updateStatements,
  writeBatch,
} from "@grantry/db";
import { findTemplate, grantOf, refillPlaceholders, refreshIsConfigured } from "@grantry/oauth";
import {
  inputRefused,
  isOn,
  ProblemError,
  type Template,
  type TokenConfigDocument,
  type TokenConfigInput,
} from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { refreshMarginSeconds } from "../settings.ts";
import { refuseUnusable } from "./check.ts";
import { clientSecretStatements, nameTaken } from "./create.ts";
import { documentWith, grantSettings, viewOfDocument } from "./document.ts";
import { originsOf, refuseForeignOrigin } from "./secret-origin.ts";
import { placeholdersOf } from "./template-of-document.ts";
import { getTokenConfig, type VersionedTokenConfig } from "./view.ts";

/**
 * Replaces a configuration where its version is still the one that was read. The client secret stays when left out;
 * secret and tokens never go to another origin than the one they belong to.
 * @throws ProblemError invalid-input, name-taken, client-secret-needed, changed-meanwhile
 */
export async function updateTokenConfig(
  ctx: Context,
  nameOrId: string,
  change: { readonly input: TokenConfigInput; readonly readVersion: number },
): Promise<VersionedTokenConfig> {
  const { db, platform } = ctx;
  const { readVersion } = change;
  const found = await findTokenConfig(db, nameOrId);
  if (!found) throw new ProblemError("token-config-not-found", { parameters: { name: nameOrId } });
  const { config } = found;
  if (config.version !== readVersion) throw new ProblemError("changed-meanwhile");
  if (change.input.template !== config.template)
    throw inputRefused([{ pointer: "/template", message: "template-fixed" }]);
  const former = await readDocument(db, platform.keys, config.id);
  const template = findTemplate(config.template);
  const refilled = withNewPlaces(former, template, change.input.placeholders);
  const input = withoutEchoes(change.input, former, refilled);
  const document = documentWith(refilled, input);
  const view = viewOfDocument(document);
  const registration = {
    tokenOrigin: URL.canParse(view.tokenUrl) ? new URL(view.tokenUrl).origin : "",
    clientId: input.clientId,
  };
  const known = await findAppRegistration(db, registration);
  const formerOrigins = originsOf(former);
  const moved = originsOf(document).some((origin) => !formerOrigins.includes(origin));
  if (!input.clientSecret) {
    const stays = known?.id === config.appRegistrationId;
    if (known?.clientSecretSet) refuseForeignOrigin(document, stays ? formerOrigins : [registration.tokenOrigin]);
    else if (await hasClientSecret(ctx, found.tokenOrigin, former)) refuseForeignOrigin(document, formerOrigins);
  }
  await refuseUnusable(ctx, {
    input,
    template,
    grant: grantOf(former),
    view,
    clientSecretKnown: known?.clientSecretSet ?? false,
  });

  const now = platform.now();
  const appRegistrationId = known?.id ?? newId(platform);
  const settingsChanged = grantSettings(document) !== grantSettings(former);
  try {
    await writeBatch(db, [
      insertAppRegistration(db, { id: appRegistrationId, ...registration, createdAt: now }),
      ...(await updateStatements(db, platform.keys, {
        id: config.id,
        name: input.name,
        template: config.template,
        grant: config.grant,
        validity: input.validity,
        refreshConfigured: refreshIsConfigured(document),
        keepFresh: input.keepFresh,
        notifyExpiredToken: isOn(document.Notifications?.NotifyOnExpiredToken),
        notifyExpiredRefreshToken: isOn(document.Notifications?.NotifyOnExpiredRefreshToken),
        updatedAt: now,
        document,
        registration,
        readVersion,
        settingsChanged,
      })),
      ...(await clientSecretStatements(ctx, appRegistrationId, input)),
      ...(moved ? forgetTokens(db, config.id) : []),
      ...(settingsChanged || input.clientSecret ? [clearFailure(db, config.id)] : []),
      deleteUnusedAppRegistrations(db),
      scheduleTokens(db, { marginSeconds: await refreshMarginSeconds(ctx), now, configId: config.id }),
      audit(
        ctx,
        "token-config.updated",
        { id: config.id, label: input.name },
        { settingsChanged, secretEntered: Boolean(input.clientSecret) },
      ),
    ]);
  } catch (error) {
    if (isConflict(error)) throw new ProblemError("changed-meanwhile", { cause: error });
    throw isUniqueViolation(error, "token_configs.name") ? nameTaken(input.name) : error;
  }
  return getTokenConfig(ctx, config.id);
}

async function hasClientSecret(ctx: Context, tokenOrigin: string, { ClientID }: TokenConfigDocument): Promise<boolean> {
  const registration = await findAppRegistration(ctx.db, { tokenOrigin, clientId: ClientID ?? "" });
  return registration?.clientSecretSet ?? false;
}

/** The document with new placeholder values: what was edited by hand stays as it is. */
function withNewPlaces(
  former: TokenConfigDocument,
  template: Template | undefined,
  values: TokenConfigInput["placeholders"],
): TokenConfigDocument {
  const oldValues = template ? placeholdersOf(former, template.id) : {};
  if (!template || JSON.stringify(oldValues) === JSON.stringify(values)) return former;
  return refillPlaceholders(former, template.document, oldValues, values).document;
}

/** The input where what repeats the former document follows the refilled one: a form sends every field. */
function withoutEchoes(
  input: TokenConfigInput,
  former: TokenConfigDocument,
  refilled: TokenConfigDocument,
): TokenConfigInput {
  const [before, after] = [viewOfDocument(former), viewOfDocument(refilled)];
  const wanted = (field: "authorizationUrl" | "tokenUrl" | "refreshUrl" | "scope"): string => {
    const typed = input[field];
    return typed === undefined || typed === before[field] ? after[field] : typed;
  };
  return {
    ...input,
    scope: wanted("scope"),
    authorizationUrl: wanted("authorizationUrl"),
    tokenUrl: wanted("tokenUrl"),
    refreshUrl: wanted("refreshUrl"),
  };
}
