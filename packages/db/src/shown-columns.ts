import { tokenConfigs, tokens } from "./tables.ts";
import type { TokenConfigRow, TokenRow } from "./token-configs.ts";

/** What a list shows of a configuration, and what its status follows from. */
export const shownOfConfig = {
  id: tokenConfigs.id,
  name: tokenConfigs.name,
  template: tokenConfigs.template,
  grant: tokenConfigs.grant,
  validity: tokenConfigs.validity,
  refreshConfigured: tokenConfigs.refreshConfigured,
  settingsGeneration: tokenConfigs.settingsGeneration,
  createdAt: tokenConfigs.createdAt,
  updatedAt: tokenConfigs.updatedAt,
} as const;

/** The same of its token. */
export const shownOfToken = {
  account: tokens.account,
  scope: tokens.scope,
  obtainedAt: tokens.obtainedAt,
  refreshedAt: tokens.refreshedAt,
  takenOverAt: tokens.takenOverAt,
  accessObtainedAt: tokens.accessObtainedAt,
  accessExpiresAt: tokens.accessExpiresAt,
  accessExpirySource: tokens.accessExpirySource,
  renewAt: tokens.renewAt,
  hasRefreshToken: tokens.hasRefreshToken,
  refreshExpiresAt: tokens.refreshExpiresAt,
  refreshExpirySource: tokens.refreshExpirySource,
  settingsGeneration: tokens.settingsGeneration,
  changedSettings: tokens.changedSettings,
  dueAt: tokens.dueAt,
  leaseUntil: tokens.leaseUntil,
  attempts: tokens.attempts,
  nextAttemptAt: tokens.nextAttemptAt,
  error: tokens.error,
  errorClass: tokens.errorClass,
  errorAt: tokens.errorAt,
} as const;

export type ShownConfig = Pick<TokenConfigRow, keyof typeof shownOfConfig>;
export type ShownToken = Pick<TokenRow, keyof typeof shownOfToken>;
