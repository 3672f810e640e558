export {
  type ApiKeyRow,
  findApiKey,
  findUsableApiKey,
  insertApiKey,
  listApiKeys,
  renameInApiKeys,
  revokeApiKey,
  touchApiKey,
} from "./api-keys.ts";
export {
  allClientSecrets,
  appRegistrationFacts,
  appRegistrationKeys,
  deleteClientSecret,
  deleteUnusedAppRegistrations,
  findAppRegistration,
  insertAppRegistration,
  insertClientSecret,
  listAppRegistrations,
  registrationKey,
  replaceClientSecret,
  setClientSecretExpiry,
} from "./app-registrations.ts";
export {
  type AuditEvent,
  type AuditEventRow,
  auditEvent,
  listAuditEvents,
} from "./audit-events.ts";
export { accounts, sessions, users, verifications } from "./auth-tables.ts";
export {
  type Authorization,
  deleteOldAuthorizations,
  type EndedAuthorization,
  endAuthorization,
  findAuthorization,
  insertAuthorization,
  takeAuthorization,
} from "./authorizations.ts";
export { fromBase64, hashOf, toBase64, toBase64Url } from "./base64.ts";
export { readBrokerFacts } from "./broker-facts.ts";
export {
  type CalendarFeedRow,
  deleteCalendarFeed,
  findCalendarFeed,
  insertCalendarFeed,
  listCalendarFeeds,
} from "./calendar-feeds.ts";
export { noteChangedSettings } from "./changed-settings.ts";
export {
  type ChannelRow,
  channelsOfMailAccount,
  deleteChannel,
  findChannel,
  findChannelRow,
  insertChannel,
  listChannels,
  noteAttempt,
  readWebhookSecret,
  type ShownChannel,
  updateChannel,
  validChannels,
} from "./channels.ts";
export { type Cipher, webCipher } from "./cipher.ts";
export { type ClientKeyRow, clientCredentialsOf, deleteClientKey, insertClientKey } from "./client-keys.ts";
export { type Database, isConflict, isUniqueViolation, type Statement, writeBatch } from "./database.ts";
export {
  beginHandingOver,
  deleteOldDeliveries,
  dueDeliveries,
  insertDelivery,
  nextChannelDeliveryAt,
  postponeDelivery,
  settleDelivery,
  type TakenDelivery,
  takeChannelDelivery,
  toldTo,
} from "./deliveries.ts";
export {
  type DeviceAuthorizationRow,
  deleteOldDeviceAuthorizations,
  dueDeviceAuthorizations,
  endDeviceAuthorization,
  findDeviceAuthorization,
  insertDeviceAuthorization,
  keepPolling,
  nextDevicePollAt,
  takeDevicePoll,
} from "./device-authorizations.ts";
export { type EndingToken, endingTokens, pausedGrants } from "./forecasts.ts";
export { forgetTokens } from "./forget-tokens.ts";
export { findHeldToken, type HeldToken } from "./held-tokens.ts";
export { announceHost, databaseClock, type HostRow, hostsSeenSince, removeHost } from "./hosts.ts";
export {
  applyImport,
  importConsequences,
  type NewImportEntry,
  type StagedRegistration,
  stagedImportEntries,
  stagedRegistrations,
} from "./import-entries.ts";
export {
  beginImport,
  deleteOldImports,
  dropImport,
  dueImports,
  endImport,
  findImport,
  holdsImport,
  type ImportLease,
  type ImportRow,
  importArrived,
  importRows,
  importsOf,
  keepImportPiece,
  nextImportAt,
  nextImportPiece,
  saveImportPiece,
  takeImport,
} from "./imports.ts";
export {
  deleteInvocationsOf,
  findInvocation,
  forgetInvocations,
  type InvocationRow,
  insertInvocation,
  listInvocations,
} from "./invocations.ts";
export {
  deleteInvoker,
  findInvoker,
  type InvokerRow,
  insertInvoker,
  insertInvokers,
  listInvokerNames,
  listInvokers,
  updateInvoker,
} from "./invokers.ts";
export {
  type Cell,
  type HeldKey,
  heldKeys,
  type KeyRing,
  KeyRingError,
  open,
  type RingKey,
  readKeyRing,
  seal,
  writeKeyRing,
} from "./key-ring.ts";
export {
  endKeyRotation,
  insertKeyRotation,
  type KeyRotationRow,
  openKeyRotation,
  promoteRotatedKey,
  rotatedKeyIds,
} from "./key-rotations.ts";
export {
  deleteMailAccount,
  findMailAccount,
  insertMailAccount,
  listMailAccounts,
  type MailAccountRow,
  readMailAccountSecrets,
  type ShownMailAccount,
  updateMailAccount,
} from "./mail-accounts.ts";
export {
  deleteOldFetches,
  dueMailAccounts,
  endFetch,
  extendFetchLease,
  type FetchLease,
  type FetchResult,
  failingMailAccounts,
  findMailFetch,
  listMailFetches,
  type MailFetchRow,
  nextMailFetchAt,
  takeFetchLease,
} from "./mail-fetches.ts";
export {
  deleteOldMessages,
  dueMessages,
  failDelivery,
  findMessage,
  type ListedMessageRow,
  listMessages,
  messagesOnServer,
  type NewMessage,
  nextDeliveryAt,
  noteLeftMessage,
  noteRemoved,
  readMessageSource,
  renameOnServer,
  settleMessage,
  storeMessages,
  takeDelivery,
  undeliveredMessages,
} from "./messages.ts";
export { clockFacts, type RequestTotalRow, requestTotals, statusFacts } from "./metrics.ts";
export { DatabaseNewerError, type Migration, migrate, proveWritable, schemaVersion } from "./migrate.ts";
export type { NewToken, TokenSave } from "./new-tokens.ts";
export {
  type Dismissal,
  deleteDismissals,
  dismissalsOf,
  insertDismissal,
} from "./notification-dismissals.ts";
export {
  bannerStamp,
  type Horizons,
  nextBannerBoundary,
  type TroubledRegistration,
  troubledRegistrations,
  troubledTokens,
} from "./notifications.ts";
export { openRemoteDatabase } from "./open.ts";
export {
  deleteOwnTemplate,
  insertOwnTemplate,
  type OwnTemplateRow,
  readOwnTemplates,
} from "./own-templates.ts";
export { type RenewalMaterial, readRenewalMaterial } from "./renewal-material.ts";
export {
  firstPlace,
  type Place,
  replaceSealed,
  type SealedValue,
  sealedValuesByKey,
  valuesSealedOtherwise,
} from "./reseal.ts";
export { saveGrantedToken } from "./save-granted-token.ts";
export { type RotatedToken, saveRenewedToken, saveRotation } from "./save-renewed-token.ts";
export type { Sealed } from "./sealed.ts";
export { keptValue } from "./sealed-values.ts";
export { deleteSetting, putSetting, readSettings, type SettingRow } from "./settings.ts";
export type { ShownConfig, ShownToken } from "./shown-columns.ts";
export {
  type GrantFromElsewhere,
  type ReplaceableToken,
  replaceableTokens,
  takeOverTokens,
} from "./taken-over-tokens.ts";
export { readDocument, readStoredEntries } from "./token-config-documents.ts";
export { listTokenConfigs, type TokenConfigPage } from "./token-config-list.ts";
export { usersOfTokenConfigs } from "./token-config-users.ts";
export {
  configsByName,
  configsForExport,
  deleteTokenConfig,
  findSubject,
  findTokenConfig,
  insertTokenConfig,
  renameInExchanges,
  type TokenConfigRow,
  type TokenRow,
  updateTokenConfig,
} from "./token-configs.ts";
export { clearFailure, clearFailuresOf, saveFailure } from "./token-failures.ts";
export {
  durationBoundsMs,
  forgetHistory,
  type HistoryLine,
  type HistoryRow,
  historyOf,
  noteHistory,
} from "./token-history.ts";
export { type Asked, freeLease, type Lease, type LeaseWish, READER_WAITS_MS, takeLease } from "./token-lease.ts";
export { type DueToken, dueTokens, nextDueAt, putOffDue, scheduleTokens } from "./token-schedule.ts";
export {
  dropRefreshTokenKeptAside,
  keepSpareRefreshToken,
  type RefreshTokenKeptAside,
  readTokenSecrets,
  type TokenSecrets,
} from "./token-secrets.ts";
export {
  type Attempt,
  countSignInAttempt,
  countUsers,
  deleteSession,
  disableUser,
  findSession,
  findUserByEmail,
  forgetSignInAttempts,
  insertFirstAdministratorLink,
  insertUser,
  listUsers,
  passwordHashOf,
  replacePassword,
  takeFirstAdministratorLink,
  type UserRow,
} from "./users.ts";
export {
  deleteWebService,
  findWebService,
  insertWebService,
  listWebServices,
  readWebServiceSecrets,
  updateWebService,
  type WebServicePage,
  type WebServiceRow,
} from "./web-services.ts";
