import { hashOf, readBrokerFacts } from "@grantry/db";
import type { Secret } from "@grantry/schema";
import { rememberedApiKeys } from "../api-keys.ts";
import type { Context } from "../context.ts";
import { allSettings, rememberedSettings } from "../settings.ts";
import { rememberedTokens } from "./held-token.ts";

/**
 * Reads what answering a consumer is about to ask a remote database for, in one round trip in place of one each: the
 * settings, the key, the token. Nothing is judged here: whether the key is good, and for this token, is asked later, as
 * if nothing had been foreseen.
 */
export async function foreseeAccessToken(
  { db, platform }: Pick<Context, "db" | "platform">,
  apiKey: Secret<string>,
  nameOrId: string,
): Promise<void> {
  if (!db.isRemote) return;
  const apiKeyHash = await hashOf(apiKey.reveal());
  const known = [
    rememberedSettings.has(db, allSettings),
    rememberedApiKeys.has(db, apiKeyHash),
    rememberedTokens.has(db, nameOrId),
  ];
  if (known.filter((isKnown) => !isKnown).length < 2) return;
  const facts = await readBrokerFacts(db, platform.keys, { apiKeyHash, nameOrId });
  rememberedSettings.put(db, allSettings, facts.settings);
  if (facts.apiKey) rememberedApiKeys.put(db, apiKeyHash, facts.apiKey);
  if (facts.held) rememberedTokens.put(db, nameOrId, facts.held);
}
