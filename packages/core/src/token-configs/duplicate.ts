import { insertTokenConfig, isUniqueViolation, readDocument, writeBatch } from "@grantry/db";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { nameTaken } from "./create.ts";
import { existingTokenConfig } from "./existing.ts";
import { getTokenConfig, type VersionedTokenConfig } from "./view.ts";

/**
 * Adds a configuration like another one under a new name: the whole document and the same app registration with its
 * client secret. It has no token, and expects nobody's account.
 * @throws ProblemError token-config-not-found, name-taken
 */
export async function duplicateTokenConfig(
  ctx: Context,
  nameOrId: string,
  name: string,
): Promise<VersionedTokenConfig> {
  const { db, platform } = ctx;
  const { config: original, clientId, tokenOrigin } = await existingTokenConfig(ctx, nameOrId);
  const { Grantry: { ExpectedAccount: _theirs, ...grantry } = {}, ...rest } = await readDocument(
    db,
    platform.keys,
    original.id,
  );
  const { appRegistrationId: _same, version: _first, settingsGeneration: _too, ...columns } = original;
  const id = newId(platform);
  const now = platform.now();
  const statements = [
    ...(await insertTokenConfig(db, platform.keys, {
      ...columns,
      id,
      name,
      createdAt: now,
      updatedAt: now,
      document: { ...rest, Grantry: grantry },
      registration: { tokenOrigin, clientId },
    })),
    audit(ctx, "token-config.duplicated", { id, label: name }, { original: original.name }),
  ];
  try {
    await writeBatch(db, statements);
  } catch (error) {
    throw isUniqueViolation(error, "token_configs.name") ? nameTaken(name) : error;
  }
  return getTokenConfig(ctx, id);
}
