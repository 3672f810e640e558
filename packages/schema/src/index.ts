export { type AccessToken, accessToken, defaultMinTtlSeconds, getAccessTokenRoute } from "./access-tokens.ts";
export {
  type ApiKey,
  type ApiKeyInput,
  apiKey,
  apiKeyInput,
  apiKeyPrefix,
  createApiKeyRoute,
  listApiKeysRoute,
  revokeApiKeyRoute,
} from "./api-keys.ts";
export {
  type AppRegistration,
  addClientKeyRoute,
  addClientSecretRoute,
  appRegistration,
  type ClientSecretInput,
  clientSecretInput,
  listAppRegistrationsRoute,
  removeClientKeyRoute,
  removeClientSecretRoute,
} from "./app-registrations.ts";
export { type AuditAction, auditActions, auditActorKinds } from "./audit-actions.ts";
export {
  type AuditEvent,
  type AuditFilter,
  exportAuditEventsRoute,
  listAuditEventsRoute,
  mostExportedEvents,
} from "./audit-events.ts";
export { type AuthorizationMessage, authorizationChannel, authorizationMayTakeMs } from "./authorization-channel.ts";
export { startAuthorizationRoute } from "./authorizations.ts";
export {
  type CalendarFeed,
  type CalendarFeedInput,
  calendarFeedInput,
  calendarSecretPrefix,
  createCalendarFeedRoute,
  listCalendarFeedsRoute,
  readCalendarRoute,
  revokeCalendarFeedRoute,
} from "./calendar-feeds.ts";
export {
  type Channel,
  type ChannelInput,
  type ChannelKind,
  type ChannelTest,
  channel,
  channelInput,
  channelKind,
  channelKinds,
  channelTest,
  createChannelRoute,
  deleteChannelRoute,
  getChannelRoute,
  listChannelsRoute,
  testChannelRoute,
  updateChannelRoute,
} from "./channels.ts";
export {
  type ClientCredentials,
  type ClientKey,
  type ClientKeyInput,
  type ClientKeyView,
  clientKeyInput,
  clientKeyView,
  type SigningAlgorithm,
} from "./client-keys.ts";
export {
  clearDebugLogRoute,
  type Exchange,
  exchange,
  getInvocationRoute,
  type Invocation,
  type LoggedInvocation,
  listInvocationsRoute,
} from "./debug-log.ts";
export {
  type DeviceAuthorization,
  deviceAuthorization,
  getDeviceAuthorizationRoute,
  startDeviceAuthorizationRoute,
} from "./device-authorizations.ts";

export { discoverRoute } from "./discoveries.ts";
export { sayFileFault } from "./file-faults.ts";
export { type Forecast, forecastKinds, listForecastsRoute } from "./forecasts.ts";
export { isConsented, requestedBy } from "./grant-kind.ts";
export { type Grant, grant, grants } from "./grants.ts";
export { httpUrl } from "./http-url.ts";
export {
  type InputError,
  type InputMessage,
  inputErrorsOf,
  inputMessages,
  isInputMessage,
  sayInputError,
} from "./input-messages.ts";
export {
  createInvokerRoute,
  deleteInvokerRoute,
  getInvokerRoute,
  type Invoker,
  type InvokerBody,
  type InvokerInput,
  invoker,
  invokerInput,
  invokerMethods,
  listInvokersRoute,
  type Run,
  run,
  runInvokerRoute,
  updateInvokerRoute,
} from "./invokers.ts";
export { jsonPointer, memberAt, pointerPath, withMemberAt } from "./json-pointer.ts";
export { getKeyRingRoute, type KeyRingView, keyRingView, startKeyRotationRoute } from "./key-ring.ts";
export {
  acceptedLanguage,
  type Language,
  languages,
  say,
  type WordParameters,
  type Words,
} from "./language.ts";
export {
  hasFolders,
  type MailAccountType,
  mailAccountPorts,
  mailAccountType,
  mailAccountTypes,
  type SmtpEncryption,
  smtpEncryption,
  smtpEncryptions,
  smtpPorts,
} from "./mail-account-types.ts";
export {
  createMailAccountRoute,
  deleteMailAccountRoute,
  deliveries,
  dispatchings,
  getMailAccountRoute,
  listMailAccountsRoute,
  type MailAccount,
  type MailAccountInput,
  mailAccount,
  mailAccountInput,
  mailAuthentications,
  updateMailAccountRoute,
} from "./mail-accounts.ts";
export {
  checkMailAccountRoute,
  checkSteps,
  fetchMailAccountRoute,
  listMailFetchesRoute,
  type MailCheck,
  type MailFetch,
  sendTestMessageRoute,
} from "./mail-fetching.ts";
export {
  acknowledgeMessageRoute,
  deliverMessageRoute,
  getMessageRoute,
  listMessagesRoute,
  type Message,
  type MessageState,
  type MessageSummary,
  messageStates,
} from "./messages.ts";
export {
  dismissNotificationRoute,
  listNotificationsRoute,
  type Notification,
  notification,
  notificationKinds,
  severities,
  undoDismissalRoute,
} from "./notifications.ts";
export {
  importNewWebServiceRoute,
  importOpenApiRoute,
  type OpenApiImportReport,
  type OpenApiImportRow,
  openApiImportReport,
} from "./openapi-imports.ts";
export {
  type StatusGroup,
  statusGroups,
  type TokenConfigSort,
  type TokenStatus,
  tokenConfigSorts,
  tokenStatuses,
  validities,
} from "./overview.ts";
export { type ProblemSlug, problems } from "./problem-catalogue.ts";
export {
  inputRefused,
  type Problem,
  ProblemError,
  problem,
  problemType,
  sayProblem,
} from "./problems.ts";
export { providerErrorText } from "./provider-error-text.ts";
export {
  type FailureClass,
  failureClass,
  failureClasses,
  type ProviderFailure,
  providerFailure,
} from "./provider-failure.ts";
export { type RedirectProblemSlug, sayRedirectProblem } from "./redirect-problems.ts";
export { bringRefreshTokenRoute } from "./refresh-tokens.ts";
export { type Revocation, revokeTokenRoute } from "./revocations.ts";
export { type Route, scopeOf } from "./route.ts";
export { type Actor, mayDo, type Role, role, roles, type Scope, scope, scopes } from "./scopes.ts";
export { Secret, secret } from "./secret.ts";
export { type SettingKind, settingKind } from "./setting-kind.ts";
export { settingMeanings } from "./setting-meanings.ts";
export {
  isSettingName,
  listSettingsRoute,
  putSettingRoute,
  resetSettingRoute,
  type SettingName,
  type SettingValue,
  type SettingView,
  settings,
  settingView,
} from "./settings.ts";
export { explainShownErrorRoute } from "./shown-errors.ts";
export { shownName } from "./shown-name.ts";
export {
  type ExplainedField,
  type MailServers,
  mistakesIn,
  type Template,
  type TemplateMistake,
  type TemplatePlaceholder,
  type TemplateView,
  templateView,
} from "./template.ts";
export { addTemplateRoute, listTemplatesRoute, removeTemplateRoute } from "./templates.ts";
export {
  type CorrectionView,
  scopeText,
  type TokenConfig,
  type TokenConfigSummary,
  type TokenConfigUser,
  type TokenConfigUserKind,
  tokenConfig,
  tokenConfigSummary,
} from "./token-config.ts";
export {
  type ClientAuthentication,
  clientAuthentications,
  isOn,
  type RequestDescription,
  requestDescription,
  type TokenConfigDocument,
  tokenConfigDocument,
} from "./token-config-document.ts";
export {
  exportTokenConfigsRoute,
  getDocumentRoute,
  getImportRoute,
  type ImportOutcome,
  type ImportReport,
  type ImportRow,
  type ImportRun,
  type ImportSummary,
  importOutcomes,
  importReport,
  importTokenConfigsRoute,
  listImportsRoute,
  putDocumentRoute,
} from "./token-config-files.ts";
export { type TokenConfigInput, tokenConfigInput } from "./token-config-input.ts";
export {
  createTokenConfigRoute,
  deleteTokenConfigRoute,
  duplicateTokenConfigRoute,
  getTokenConfigRoute,
  listTokenConfigsRoute,
  updateTokenConfigRoute,
} from "./token-configs.ts";
export {
  type HistoryCause,
  type HistoryEntry,
  type HistoryKind,
  type HistoryOutcome,
  historyCause,
  historyKinds,
  historyOutcomes,
  mostHistoryEntries,
  tokenHistoryRoute,
} from "./token-history.ts";
export { importTokensRoute, type TokenImportReport, type TokenImportRow } from "./token-imports.ts";
export { requestTokenRoute, type TokenRequestGrant, tokenRequestGrant } from "./token-requests.ts";
export {
  type RefreshTokenStatus,
  refreshTokenStatus,
  refreshTokenStatuses,
  statusGroup,
  tokenStatus,
} from "./token-status.ts";
export { type TokenTest, testTokenRoute } from "./token-tests.ts";
export { type GrantSettingName, grantSettingNames, type TokenView, tokenView } from "./token-view.ts";
export { type TransportFailure, type TransportLayer, transportFailure } from "./transport-failure.ts";
export {
  createFirstAdministratorRoute,
  currentSessionRoute,
  email,
  type FirstAdministratorInput,
  firstAdministratorInput,
  firstAdministratorPath,
  newPassword,
  type SignInInput,
  signInInput,
  signInRoute,
  signOutRoute,
  type User,
  user,
} from "./users.ts";
export { type Validity, validity } from "./validity.ts";
export {
  createWebServiceRoute,
  debugLogLevels,
  defaultTokenHeader,
  deleteWebServiceRoute,
  getWebServiceRoute,
  listWebServicesRoute,
  passThroughAccess,
  tokenPlaces,
  updateWebServiceRoute,
  type WebService,
  type WebServiceInput,
  type WebServiceSummary,
  webServiceInput,
  webServiceSorts,
  webServiceTypes,
} from "./web-services.ts";
