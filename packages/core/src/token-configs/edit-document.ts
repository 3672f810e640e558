import { readDocument, readStoredEntries } from "@grantry/db";
import { grantOf } from "@grantry/oauth";
import { type InputError, inputRefused, isOn, mayDo, ProblemError } from "@grantry/schema";
import { FileRefused, type Plain, type PlainObject, readEntries, writeDocument } from "@grantry/token-config-file";
import type { Context } from "../context.ts";
import { clientSecretStatements } from "./credentials.ts";
import { viewOfDocument } from "./document.ts";
import { documentEndpointErrors } from "./endpoints.ts";
import { existingTokenConfig } from "./existing.ts";
import { clientErrors, type ReadEntry, readFileEntry } from "./file-entry.ts";
import { fileRefusal } from "./file-refusal.ts";
import { registrationOf } from "./registration.ts";
import { withoutSecrets } from "./secret-members.ts";
import { refuseMovedSecret, storeEdit } from "./store.ts";
import { subjectErrors } from "./subject.ts";
import { getTokenConfig, type VersionedTokenConfig } from "./view.ts";

/**
 * The whole document of a configuration, without its client secret; for who may not edit it, without everything whose
 * name says that it is a secret. Two round trips.
 */
export async function getDocument(
  ctx: Context,
  nameOrId: string,
): Promise<{ readonly document: PlainObject; readonly version: number }> {
  const { config } = await existingTokenConfig(ctx, nameOrId);
  const stored = await readStoredEntries(ctx.db, ctx.platform.keys, [config.id]);
  const text = stored.get(config.id)?.document.reveal();
  if (text === undefined) throw new Error(`configuration ${config.id} has no document`);
  const document: PlainObject = JSON.parse(text);
  const shown = mayDo(ctx.actor, "token-configs:write") ? document : withoutSecrets(document);
  return { document: shown, version: config.version };
}

/** A document as people edit it: YAML in the seed system's format. */
export function documentAsYaml(document: PlainObject): string {
  return writeDocument(document);
}

/** @throws ProblemError file-refused */
export function documentFromYaml(ctx: Context, text: string): Plain {
  try {
    const [first, second] = [...readEntries(text)];
    if (!first || second) throw new FileRefused("not-a-list", second?.line);
    return first.value;
  } catch (error) {
    throw error instanceof FileRefused ? fileRefusal(error, ctx.language) : error;
  }
}

/**
 * Replaces the whole document, where the version is still the one that was read. A `ClientSecret` in it is taken as a
 * new one; left out, the stored one stays.
 * @throws ProblemError invalid-input, client-secret-needed, changed-meanwhile
 */
export async function replaceDocument(
  ctx: Context,
  nameOrId: string,
  change: { readonly document: Plain; readonly readVersion: number },
): Promise<VersionedTokenConfig> {
  const { config } = await existingTokenConfig(ctx, nameOrId);
  if (config.version !== change.readVersion) throw new ProblemError("changed-meanwhile");
  const read = readFileEntry({ value: { Name: config.name, Config: change.document } });
  if ("errors" in read) throw inputRefused(inDocument(read.errors));
  const former = await readDocument(ctx.db, ctx.platform.keys, config.id);
  if (grantOf(read.document) !== grantOf(former)) {
    throw inputRefused([{ pointer: "/AuthFlow", message: "grant-fixed", parameters: { grant: config.grant } }]);
  }
  const endpoints = { grant: grantOf(former), view: viewOfDocument(read.document) };
  const errors = [
    ...clientErrors(read.document),
    ...(await documentEndpointErrors(ctx, endpoints)),
    ...(await subjectErrors(ctx, { ...endpoints, of: config.id, pointer: "/Grantry/SubjectTokenConfig" })),
  ];
  if (errors.length > 0) throw inputRefused(errors);
  const registration = await registrationOf(ctx, read.document);
  const edit = { former, document: read.document, registration };
  if (!read.clientSecret) await refuseMovedSecret(ctx, edit);
  const { KeepFresh: keepFresh } = read.document.Grantry ?? {};
  await storeEdit(ctx, config, {
    ...edit,
    readVersion: change.readVersion,
    name: config.name,
    validity: config.validity,
    keepFresh: keepFresh === undefined ? config.keepFresh : isOn(keepFresh),
    stored: read.documentAsCame,
    secretEntered: read.clientSecret !== null,
    secretStatements: (appRegistrationId) => secretStatements(ctx, appRegistrationId, read),
  });
  return getTokenConfig(ctx, config.id);
}

function secretStatements(ctx: Context, appRegistrationId: string, { clientSecret }: ReadEntry) {
  if (!clientSecret) return Promise.resolve([]);
  return clientSecretStatements(ctx, appRegistrationId, {
    clientSecret: clientSecret.reveal(),
    clientSecretExpiresAt: null,
  });
}

/** Places of an entry as places of its document. */
function inDocument(errors: readonly InputError[]): InputError[] {
  return errors.map((error) => ({ ...error, pointer: error.pointer.replace(/^\/Config/, "") }));
}
