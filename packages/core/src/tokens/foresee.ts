import { readBrokerFacts } from "@grantry/db";
import type { Secret } from "@grantry/schema";
import { rememberedApiKeys } from "../api-keys.ts";
import type { Context } from "../context.ts";
import { allSettings, rememberedSettings } from "../settings.ts";
import { rememberedTokens } from "./held-token.ts";

/**
 * Reads what answering a consumer is about to ask a remote database for, in one round trip in place of one each: the
 * settings, the key, and for a good key the token. Nothing is judged here: whether the key is good, and for this token,
 * is asked later, as if nothing had been foreseen.
 */
export async function foreseeAccessToken(
  { db, platform }: Pick<Context, "db" | "platform">,
  apiKey: Secret<string>,
  nameOrId: string,
): Promise<void> {
  if (!db.isRemote) return;
  const apiKeyHash = await platform.hashOf(apiKey.reveal());
  const rest = [rememberedSettings.has(db, allSettings), rememberedTokens.has(db, nameOrId)];
  // Whoever brings a key that is not known waits equally long, whether or not a token of that name is remembered.
  if (rememberedApiKeys.has(db, apiKeyHash) && rest.includes(true)) return;
  const facts = await readBrokerFacts(db, platform.keys, { apiKeyHash, nameOrId });
  rememberedSettings.put(db, allSettings, facts.settings);
  if (facts.apiKey) rememberedApiKeys.put(db, apiKeyHash, facts.apiKey);
  if (facts.held) rememberedTokens.put(db, nameOrId, facts.held);
}
