import { deleteClientSecret, insertClientSecret, listAppRegistrations as readRows, writeBatch } from "@grantry/db";
import { type AppRegistration, type ClientSecretInput, ProblemError, secret } from "@grantry/schema";
import { audit } from "./audit.ts";
import { clientKeyViewOf } from "./client-key-view.ts";
import type { Context } from "./context.ts";
import { newId } from "./ids.ts";
import { toInstant } from "./instants.ts";
import { renewalsGoOn } from "./token-configs/renewals-go-on.ts";

/** Every app registration with its secrets' dates and its configurations; with `id` that one alone. One statement. */
export async function listAppRegistrations(ctx: Context, id?: string): Promise<AppRegistration[]> {
  const rows = await readRows(ctx.db, id);
  return rows.map(({ clientSecrets, clientKeys, ...row }) => ({
    ...row,
    clientKeys: clientKeys.map(clientKeyViewOf),
    clientSecrets: clientSecrets.map(({ id, createdAt, expiresAt }) => ({
      id,
      createdAt: toInstant(createdAt),
      expiresAt: toInstant(expiresAt),
    })),
  }));
}

/**
 * Puts a client secret beside those that are there, to be tried first: the old one serves until the provider drops it.
 * Failures that a wrong secret caused are forgotten, so that renewal goes on.
 * @throws ProblemError app-registration-not-found
 */
export async function addClientSecret(
  ctx: Context,
  registrationId: string,
  input: ClientSecretInput,
): Promise<AppRegistration> {
  const { db, platform } = ctx;
  const { clientId } = await existingAppRegistration(ctx, registrationId);
  const now = platform.now();
  await writeBatch(db, [
    ...(await insertClientSecret(db, platform.keys, {
      id: newId(platform),
      appRegistrationId: registrationId,
      secret: secret(input.clientSecret),
      expiresAt: input.expiresAt === null ? null : Date.parse(input.expiresAt),
      createdAt: now,
    })),
    ...(await renewalsGoOn(ctx, registrationId)),
    audit(ctx, "client-secret.added", { id: registrationId, label: clientId }),
  ]);
  return existingAppRegistration(ctx, registrationId);
}

/** @throws ProblemError app-registration-not-found */
export async function removeClientSecret(ctx: Context, registrationId: string, secretId: string): Promise<void> {
  const { clientId, clientSecrets } = await existingAppRegistration(ctx, registrationId);
  if (!clientSecrets.some(({ id }) => id === secretId)) throw notFound(secretId);
  await writeBatch(ctx.db, [
    deleteClientSecret(ctx.db, secretId),
    audit(ctx, "client-secret.removed", { id: registrationId, label: clientId }),
  ]);
}

/** A registration that must be there. @throws ProblemError app-registration-not-found */
export async function existingAppRegistration(ctx: Context, registrationId: string): Promise<AppRegistration> {
  const [found] = await listAppRegistrations(ctx, registrationId);
  if (!found) throw notFound(registrationId);
  return found;
}

function notFound(name: string): ProblemError {
  return new ProblemError("app-registration-not-found", { parameters: { name } });
}
