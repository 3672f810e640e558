export { actorOfApiKey, createApiKey, listApiKeys, revokeApiKey } from "./api-keys.ts";
export { addClientSecret, listAppRegistrations, removeClientSecret } from "./app-registrations.ts";
export { audit } from "./audit.ts";
export { auditCsv } from "./audit-csv.ts";
export { exportAuditEvents, listAuditEvents } from "./audit-events.ts";
export { bringRefreshToken } from "./authorize/bring-refresh-token.ts";
export {
  answersAuthorization,
  completeAuthorization,
  type RedirectArrival,
} from "./authorize/complete-authorization.ts";
export {
  getDeviceAuthorization,
  nextDevicePollAt,
  pollDeviceAuthorizations,
  startDeviceAuthorization,
} from "./authorize/device-authorization.ts";
export type { AuthorizationReport } from "./authorize/outcome.ts";
export { explainShownError } from "./authorize/shown-error.ts";
export { type StartedAuthorization, startAuthorization } from "./authorize/start-authorization.ts";
export { createChannel } from "./channels/create.ts";
export { deliverNotifications, nextNotificationDeliveryAt } from "./channels/deliver.ts";
export { removeChannel } from "./channels/remove.ts";
export { testChannel } from "./channels/send-test.ts";
export { nextLookAt, tellChannels } from "./channels/tell.ts";
export { updateChannel } from "./channels/update.ts";
export { getChannel, listChannels, type VersionedChannel } from "./channels/view.ts";
export { addClientKey, removeClientKey } from "./client-keys.ts";
export type { Context } from "./context.ts";
export { discover } from "./discover.ts";
export { type Check, checkDeployment } from "./doctor.ts";
export type { EgressRules, Stream, StreamedAnswer } from "./egress.ts";
export { createCalendarFeed, listCalendarFeeds, readCalendar, revokeCalendarFeed } from "./forecasts/feeds.ts";
export { listForecasts } from "./forecasts/list.ts";
export { newId, newNonce } from "./ids.ts";
export { announceHost, type Host, removeHost } from "./key-ring/hosts.ts";
export { advanceKeyRotation, startKeyRotation } from "./key-ring/rotate.ts";
export type { KeyRingState } from "./key-ring/state.ts";
export { getKeyRing } from "./key-ring/view.ts";
export { listTemplates } from "./list-templates.ts";
export type { Log, LogLevel } from "./log.ts";
export { checkMailAccount } from "./mail-accounts/check.ts";
export { createMailAccount } from "./mail-accounts/create.ts";
export { type FetchLimits, fetchMailAccount } from "./mail-accounts/fetch.ts";
export { fetchDue, nextMailFetchAt } from "./mail-accounts/fetch-due.ts";
export { listMailAccounts } from "./mail-accounts/list.ts";
export { listMailFetches } from "./mail-accounts/list-fetches.ts";
export { removeMailAccount } from "./mail-accounts/remove.ts";
export { sendTestMessage } from "./mail-accounts/send-test-message.ts";
export { updateMailAccount } from "./mail-accounts/update.ts";
export { getMailAccount, type VersionedMailAccount } from "./mail-accounts/view.ts";
export { isListedMailHost } from "./mail-hosts.ts";
export { acknowledgeMessage } from "./messages/acknowledge.ts";
export { deliverDue, deliverMessage, nextDeliveryAt } from "./messages/deliver.ts";
export { listMessages } from "./messages/list.ts";
export { getMessage } from "./messages/read.ts";
export { metricsText } from "./metrics.ts";
export { dismissNotification, undoDismissal } from "./notifications/dismiss.ts";
export { notificationsFor } from "./notifications/list.ts";
export { notificationsStamp } from "./notifications/stamp.ts";
export { addTemplate, removeTemplate } from "./own-templates.ts";
export type { KeyRingFile, Platform, Spool, SpoolEntry } from "./platform.ts";
export { knownSchemaVersion, proveKeyRing, readiness } from "./readiness.ts";
export {
  callbackPath,
  currentSettings,
  getSetting,
  isLoopback,
  listSettings,
  originOf,
  redirectUriOf,
  resetSetting,
  sendFor,
  setSetting,
} from "./settings.ts";
export { createTokenConfig } from "./token-configs/create.ts";
export { duplicateTokenConfig } from "./token-configs/duplicate.ts";
export { documentAsYaml, documentFromYaml, getDocument, replaceDocument } from "./token-configs/edit-document.ts";
export { type ExportChoice, type ExportedFile, exportTokenConfigs } from "./token-configs/export.ts";
export { warningsHeader } from "./token-configs/export-warnings.ts";
export { type ImportChoice, importTokenConfigs } from "./token-configs/import.ts";
export { getImport, listImports } from "./token-configs/import-reports.ts";
export { continueImports, nextImportAt } from "./token-configs/import-steps.ts";
export { type ListedTokenConfigs, listTokenConfigs } from "./token-configs/list.ts";
export { removeTokenConfig } from "./token-configs/remove.ts";
export { updateTokenConfig } from "./token-configs/update.ts";
export { getTokenConfig, type VersionedTokenConfig } from "./token-configs/view.ts";
export { accessTokenFor } from "./tokens/access-token-for.ts";
export { foreseeAccessToken } from "./tokens/foresee.ts";
export { type HandedOver, handOverDue, refreshHandedOver } from "./tokens/hand-over-due.ts";
export { tokenHistory } from "./tokens/history.ts";
export { importTokens } from "./tokens/import-tokens.ts";
export { forgetOld, nextRefreshAt, refreshDue, type TickLimits } from "./tokens/refresh-due.ts";
export { replaySpool } from "./tokens/replay-spool.ts";
export { requestToken } from "./tokens/request-token.ts";
export { revokeToken } from "./tokens/revoke.ts";
export { testToken } from "./tokens/test-token.ts";
export { noTracer, type Span, type SpanFacts, type Tracer } from "./tracer.ts";
export { createWebService } from "./web-services/create.ts";
export { clearDebugLog, getInvocation, listInvocations } from "./web-services/debug-log.ts";
export {
  createInvoker,
  getInvoker,
  listInvokers,
  removeInvoker,
  updateInvoker,
  type VersionedInvoker,
} from "./web-services/invokers.ts";
export { listWebServices } from "./web-services/list.ts";
export { importNewWebService, importOpenApi } from "./web-services/openapi/import.ts";
export { type PassedAnswer, type PassedRequest, passThrough } from "./web-services/pass-through.ts";
export { removeWebService } from "./web-services/remove.ts";
export { runInvoker } from "./web-services/run.ts";
export { updateWebService } from "./web-services/update.ts";
export { getWebService, type VersionedWebService } from "./web-services/view.ts";
