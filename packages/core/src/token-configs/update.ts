import { readDocument } from "@grantry/db";
import { findTemplate, grantOf, refillPlaceholders } from "@grantry/oauth";
import {
  inputRefused,
  ProblemError,
  type Template,
  type TokenConfigDocument,
  type TokenConfigInput,
} from "@grantry/schema";
import { readClientKey } from "../client-keys.ts";
import type { Context } from "../context.ts";
import { refuseUnlessMayBeCalled } from "../tokens/refusal.ts";
import { refuseUnusable } from "./check.ts";
import { atClientKey, credentialStatements } from "./credentials.ts";
import { documentWith, viewOfDocument } from "./document.ts";
import { existingTokenConfig } from "./existing.ts";
import { registrationOf } from "./registration.ts";
import { refuseMovedSecret, storeEdit } from "./store.ts";
import { placeholdersOf } from "./template-of-document.ts";
import { getTokenConfig, type VersionedTokenConfig } from "./view.ts";

/**
 * Replaces a configuration where its version is still the one that was read. The client secret stays when left out;
 * secret and tokens never go to another origin than the one they belong to.
 * @throws ProblemError invalid-input, name-taken, client-secret-needed, changed-meanwhile, token-config-not-allowed
 */
export async function updateTokenConfig(
  ctx: Context,
  nameOrId: string,
  change: { readonly input: TokenConfigInput; readonly readVersion: number },
): Promise<VersionedTokenConfig> {
  const { db, platform } = ctx;
  const { readVersion } = change;
  const found = await existingTokenConfig(ctx, nameOrId);
  const { config } = found;
  if (config.version !== readVersion) throw new ProblemError("changed-meanwhile");
  refuseUnlessMayBeCalled(ctx, config, change.input.name);
  if (change.input.template !== config.template)
    throw inputRefused([{ pointer: "/template", message: "template-fixed" }]);
  const former = await readDocument(db, platform.keys, config.id);
  const template = findTemplate(config.template);
  const refilled = withNewPlaces(former, template, change.input.placeholders);
  const input = withoutEchoes(change.input, former, refilled);
  const document = documentWith(refilled, input);
  const view = viewOfDocument(document);
  const registration = await registrationOf(ctx, document);
  if (!input.clientSecret) await refuseMovedSecret(ctx, { former, registration });
  await refuseUnusable(ctx, {
    input,
    template,
    grant: grantOf(former),
    view,
    registration,
    id: config.id,
  });
  const key = input.clientKey && (await readClientKey(ctx, input.clientKey, atClientKey(registration)));
  await storeEdit(ctx, config, {
    readVersion,
    name: input.name,
    validity: input.validity,
    keepFresh: input.keepFresh,
    former,
    document,
    stored: document,
    registration,
    secretEntered: Boolean(input.clientSecret || key),
    secretStatements: (appRegistrationId) => credentialStatements(ctx, appRegistrationId, { ...input, key }),
  });
  return getTokenConfig(ctx, config.id);
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
