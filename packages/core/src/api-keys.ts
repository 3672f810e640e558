import {
  type ApiKeyRow,
  findApiKey,
  findUsableApiKey,
  insertApiKey,
  listApiKeys as readAll,
  revokeApiKey as revoke,
  touchApiKey,
  writeBatch,
} from "@grantry/db";
import {
  type Actor,
  type ApiKey,
  type ApiKeyInput,
  apiKeyPrefix,
  ProblemError,
  type Scope,
  type Secret,
  secret,
} from "@grantry/schema";
import { audit } from "./audit.ts";
import type { Context } from "./context.ts";
import { newId, newNonce } from "./ids.ts";
import { toInstant } from "./instants.ts";
import { memory } from "./remembered.ts";

/** How exactly the last use is noted. */
const USE_NOTED_EVERY_MS = 60_000;
const HINT_CHARACTERS = 8;

/** By their hash. */
export const rememberedApiKeys = memory<ApiKeyRow>(["api_keys"]);

/** Makes a key. It is given out this once; what is stored is its SHA-256. */
export async function createApiKey(ctx: Context, input: ApiKeyInput): Promise<{ apiKey: ApiKey; key: Secret<string> }> {
  const key = `${apiKeyPrefix}${newNonce(ctx.platform)}`;
  const row: ApiKeyRow = {
    id: newId(ctx.platform),
    name: input.name,
    hint: key.slice(0, HINT_CHARACTERS),
    hash: await ctx.platform.hashOf(key),
    scopes: input.scopes,
    tokenConfigs: input.tokenConfigs,
    createdAt: ctx.platform.now(),
    createdBy: ctx.actor.label,
    lastUsedAt: null,
    revokedAt: null,
  };
  const subject = { id: row.id, label: row.name };
  await writeBatch(ctx.db, [
    insertApiKey(ctx.db, row),
    audit(ctx, "api-key.created", subject, { scopes: input.scopes, tokenConfigs: input.tokenConfigs }),
  ]);
  return { apiKey: viewOf(row), key: secret(key) };
}

export async function listApiKeys(ctx: Context): Promise<ApiKey[]> {
  return (await readAll(ctx.db)).map(viewOf);
}

/** Revokes a key by id, or the newest of that name. */
export async function revokeApiKey(ctx: Context, nameOrId: string): Promise<void> {
  const row = await findUsableApiKey(ctx.db, nameOrId);
  if (!row) throw new ProblemError("api-key-not-found", { parameters: { name: nameOrId } });
  await writeBatch(ctx.db, [
    revoke(ctx.db, row.id, ctx.platform.now()),
    audit(ctx, "api-key.revoked", { id: row.id, label: row.name }),
  ]);
}

/**
 * Who a presented key is. No round trip while it is remembered: on an embedded database until anything changes, by
 * HTTP for two seconds.
 * @throws ProblemError api-key-refused
 */
export async function actorOfApiKey(ctx: Pick<Context, "db" | "platform">, key: Secret<string>): Promise<Actor> {
  const hash = await ctx.platform.hashOf(key.reveal());
  const row = await rememberedApiKeys.recall(ctx.db, hash, () => findApiKey(ctx.db, hash));
  if (!row || row.revokedAt !== null) throw new ProblemError("api-key-refused");
  const now = ctx.platform.now();
  if (now - (row.lastUsedAt ?? 0) >= USE_NOTED_EVERY_MS) ctx.platform.afterResponse(touchApiKey(ctx.db, row.id, now));
  const { scopes, tokenConfigs } = viewOf(row);
  return { kind: "api-key", id: row.id, scopes, tokenConfigs, label: `API key ${row.name}` };
}

function viewOf(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    scopes: row.scopes as Scope[], // written from the contract, as is the next
    tokenConfigs: row.tokenConfigs as string[] | null,
    createdAt: toInstant(row.createdAt),
    createdBy: row.createdBy,
    lastUsedAt: toInstant(row.lastUsedAt),
    revokedAt: toInstant(row.revokedAt),
  };
}
