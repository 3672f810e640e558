import { currentSettings } from "@grantry/core";
import { acceptedLanguage, inputErrorsOf, inputRefused, ProblemError } from "@grantry/schema";
import { OpenAPIHono } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import { anonymous } from "./actor.ts";
import type { ApiEnvironment, ApiHost } from "./host.ts";
import type { ApiApp } from "./mount.ts";
import { headersOfEveryAnswer, problemResponse } from "./problem-response.ts";
import { foreseeAccessTokens, mountAccessTokens } from "./routes/access-tokens.ts";
import { mountApiKeys } from "./routes/api-keys.ts";
import { mountAppRegistrations } from "./routes/app-registrations.ts";
import { mountAuditEvents } from "./routes/audit-events.ts";
import { mountAuthorizations } from "./routes/authorizations.ts";
import { mountChannels } from "./routes/channels.ts";
import { mountDebugLog } from "./routes/debug-log.ts";
import { mountDeviceAuthorizations } from "./routes/device-authorizations.ts";
import { mountDiscoveries } from "./routes/discoveries.ts";
import { mountDocs } from "./routes/docs.ts";
import { mountDocuments } from "./routes/documents.ts";
import { mountForecasts } from "./routes/forecasts.ts";
import { mountHealth } from "./routes/health.ts";
import { mountInvokers } from "./routes/invokers.ts";
import { mountKeyRing } from "./routes/key-ring.ts";
import { mountMailAccounts, mountMailFetching } from "./routes/mail-accounts.ts";
import { mountMessages } from "./routes/messages.ts";
import { mountMetrics } from "./routes/metrics.ts";
import { mountNotifications } from "./routes/notifications.ts";
import { mountOpenApiImports } from "./routes/openapi-imports.ts";
import { isPassedThrough, mountPassThrough } from "./routes/pass-through.ts";
import { mountRefreshTokens } from "./routes/refresh-tokens.ts";
import { mountRevocations } from "./routes/revocations.ts";
import { mountSettings } from "./routes/settings.ts";
import { mountShownErrors } from "./routes/shown-errors.ts";
import { mountSignIn } from "./routes/sign-in.ts";
import { mountTemplates } from "./routes/templates.ts";
import { mountTokenConfigFiles, mountTokenImports, takesFile } from "./routes/token-config-files.ts";
import { mountTokenConfigs } from "./routes/token-configs.ts";
import { mountTokenRequests } from "./routes/token-requests.ts";
import { mountTokenTests } from "./routes/token-tests.ts";
import { mountWebServices } from "./routes/web-services.ts";
import { requestSpan } from "./tracing/request-span.ts";
import { unknownAddress } from "./unknown-address.ts";

const base = "/api/v1";
const MAX_BODY_BYTES = 1024 * 1024;

/** The API on any host: middleware in the order in which a request meets it, then the routes. */
export function createApi(host: ApiHost): ApiApp {
  const app: ApiApp = new OpenAPIHono<ApiEnvironment>();
  app.onError((error, c) => problemResponse(error, c));
  app.notFound((c) => problemResponse(unknownAddress(app, c), c));
  mountHealth(app, host);
  mountMetrics(app, host);
  app.route(base, createRoutes(host));
  return app;
}

function createRoutes(host: ApiHost): ApiApp {
  const api: ApiApp = new OpenAPIHono<ApiEnvironment>({
    defaultHook: (result) => {
      if (result.success) return;
      const input = "data" in result ? result.data : undefined; // what came: there, though its type does not say so
      throw inputRefused(inputErrorsOf(result.error.issues, input));
    },
  });
  api.onError((error, c) => problemResponse(error, c));
  api.use((c, next) => {
    const given = host.contextOf(c);
    c.set("given", given);
    return requestSpan(given.platform.tracer, c, next);
  });
  foreseeAccessTokens(api);
  api.use(async (c, next) => {
    const given = c.get("given");
    const language =
      acceptedLanguage(c.req.header("accept-language")) ?? (await currentSettings(given)).DefaultLanguage ?? "en";
    c.set("context", { ...given, actor: anonymous, language });
    for (const [name, value] of Object.entries(headersOfEveryAnswer)) c.header(name, value);
    await next();
  });
  const [limited, limitedForFiles] = [limitedTo(MAX_BODY_BYTES), limitedTo(host.maxImportBytes)];
  api.on(["POST", "PUT", "DELETE"], "*", (c, next) => {
    if (isPassedThrough(new URL(c.req.url).pathname)) return next();
    return (takesFile(c.req.path) ? limitedForFiles : limited)(c, next);
  });
  mountSignIn(api, host);
  mountTemplates(api);
  mountTokenConfigFiles(api, host); // before those that take a name there
  mountTokenConfigs(api);
  mountDocuments(api);
  mountDiscoveries(api);
  mountTokenImports(api);
  mountAuthorizations(api);
  mountDeviceAuthorizations(api);
  mountTokenRequests(api);
  mountTokenTests(api);
  mountShownErrors(api);
  mountRefreshTokens(api);
  mountRevocations(api);
  mountAccessTokens(api);
  mountNotifications(api);
  mountChannels(api);
  mountMailAccounts(api);
  mountMailFetching(api);
  mountMessages(api);
  mountSettings(api);
  mountApiKeys(api);
  mountAppRegistrations(api);
  mountKeyRing(api);
  mountForecasts(api);
  mountAuditEvents(api);
  mountPassThrough(api);
  mountWebServices(api);
  mountInvokers(api);
  mountOpenApiImports(api);
  mountDebugLog(api);
  mountDocs(api);
  return api;
}

function limitedTo(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new ProblemError("request-too-large", { parameters: { maximum: `${maxSize / (1024 * 1024)} MB` } });
    },
  });
}
