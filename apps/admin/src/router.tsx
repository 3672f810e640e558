import { type StatusGroup, statusGroups, tokenConfigSorts } from "@grantry/schema";
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { queryClient, sessionQuery } from "./api.ts";
import type { ActivitySearch } from "./features/activity/queries.ts";
import type { MessagesSearch } from "./features/mail-accounts/queries.ts";
import type { Overview } from "./features/tokens/queries.ts";
import { TokensPage } from "./features/tokens/tokens-page.tsx";
import { type Feature, loadWords } from "./i18n.ts";
import { ErrorPage, NotFoundPage } from "./shell/error-page.tsx";
import { Shell } from "./shell/shell.tsx";

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage, errorComponent: ErrorPage });

/** A page that is loaded, with its feature's words, when someone is about to go there. */
function page<Module extends Record<string, unknown>, Name extends keyof Module>(
  feature: Feature,
  load: () => Promise<Module>,
  name: Name,
) {
  return lazyRouteComponent(async () => (await Promise.all([load(), loadWords(feature)]))[0], name);
}

/** Where to go after signing in: a path of this product, nothing else. */
function nextSearch({ next }: Record<string, unknown>): { next?: string | undefined } {
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? { next } : {};
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: nextSearch,
  component: lazyRouteComponent(() => import("./features/sign-in/sign-in-page.tsx"), "SignInPage"),
});

const firstAdministrator = createRoute({
  getParentRoute: () => root,
  path: "/first-administrator",
  component: lazyRouteComponent(
    () => import("./features/sign-in/first-administrator-page.tsx"),
    "FirstAdministratorPage",
  ),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  component: Shell,
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(sessionQuery).catch(() => undefined);
    if (!session) throw redirect({ to: "/sign-in", search: { next: location.href } });
  },
});

const statusGroupNames = Object.keys(statusGroups) as StatusGroup[]; // its keys, as it is written

/** The overview's state: all of it in the address. What makes no sense there counts as left out. */
function overviewSearch({ q, status, sort, page }: Record<string, unknown>): Overview {
  return {
    q: typeof q === "string" ? q : undefined,
    status: statusGroupNames.find((known) => known === status),
    sort: tokenConfigSorts.find((known) => known === sort),
    page: Number.isInteger(page) && Number(page) >= 1 ? Number(page) : undefined,
  };
}

/** Of another feature, and below what the overview is opened for: it comes after it. */
const ForecastPanel = lazy(async () => {
  const load = import("./features/forecast/forecast-panel.tsx");
  const [module] = await Promise.all([load, loadWords("forecast")]);
  return { default: module.ForecastPanel };
});

const tokens = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  validateSearch: overviewSearch,
  component: () => (
    <TokensPage>
      <Suspense>
        <ForecastPanel />
      </Suspense>
    </TokensPage>
  ),
});
const pickTemplate = createRoute({
  getParentRoute: () => signedIn,
  path: "/token-configs/new",
  component: page("tokens", () => import("./features/tokens/template-picker-page.tsx"), "TemplatePickerPage"),
});
const addToken = createRoute({
  getParentRoute: () => signedIn,
  path: "/token-configs/new/$templateId",
  component: page("tokens", () => import("./features/tokens/add-token-page.tsx"), "AddTokenPage"),
});
const importFile = createRoute({
  getParentRoute: () => signedIn,
  path: "/token-configs/import",
  component: page("files", () => import("./features/files/import-page.tsx"), "ImportPage"),
});
const importRun = createRoute({
  getParentRoute: () => signedIn,
  path: "/token-configs/import/runs/$id",
  component: page("files", () => import("./features/files/import-run-page.tsx"), "ImportRunPage"),
});
const takeOverTokens = createRoute({
  getParentRoute: () => signedIn,
  path: "/token-configs/import/tokens",
  component: page("files", () => import("./features/files/take-over-page.tsx"), "TakeOverPage"),
});
const exportFile = createRoute({
  getParentRoute: () => signedIn,
  path: "/token-configs/export",
  component: page("files", () => import("./features/files/export-page.tsx"), "ExportPage"),
});
const token = createRoute({
  getParentRoute: () => signedIn,
  path: "/token-configs/$id",
  component: page("tokens", () => import("./features/tokens/token-page.tsx"), "TokenPage"),
});
/** What other features tell of a token stands in the outlets of its page. */
const historyOfToken = createRoute({
  getParentRoute: () => token,
  id: "history",
  component: page("history", () => import("./features/history/token-history.tsx"), "TokenHistory"),
});
const trailOfToken = createRoute({
  getParentRoute: () => historyOfToken,
  path: "/",
  component: page("activity", () => import("./features/activity/token-trail.tsx"), "TokenTrail"),
});
const editToken = createRoute({
  getParentRoute: () => signedIn,
  path: "/token-configs/$id/edit",
  component: page("tokens", () => import("./features/tokens/edit-token-page.tsx"), "EditTokenPage"),
});
const tokenDocument = createRoute({
  getParentRoute: () => signedIn,
  path: "/token-configs/$id/document",
  component: page("tokens", () => import("./features/tokens/document/document-page.tsx"), "DocumentPage"),
});
const appRegistrations = createRoute({
  getParentRoute: () => signedIn,
  path: "/app-registrations",
  component: page(
    "app-registrations",
    () => import("./features/app-registrations/app-registrations-page.tsx"),
    "AppRegistrationsPage",
  ),
});
/** What is looked for in the audit log; the page knows which words make sense. */
function activitySearch(search: Record<string, unknown>): ActivitySearch {
  const text = (name: keyof ActivitySearch) => (typeof search[name] === "string" ? search[name] : undefined);
  return {
    subjectId: text("subjectId"),
    action: text("action"),
    actorKind: text("actorKind"),
    from: text("from"),
    to: text("to"),
  };
}

const activity = createRoute({
  getParentRoute: () => signedIn,
  path: "/activity",
  validateSearch: activitySearch,
  component: page("activity", () => import("./features/activity/activity-page.tsx"), "ActivityPage"),
});
const notifications = createRoute({
  getParentRoute: () => signedIn,
  path: "/notifications",
  component: page(
    "notifications",
    () => import("./features/notifications/notifications-page.tsx"),
    "NotificationsPage",
  ),
});
/** What is looked for among the settings when the page opens. */
function settingsSearch({ q }: Record<string, unknown>): { q?: string | undefined } {
  return typeof q === "string" ? { q } : {};
}

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: "/settings",
  validateSearch: settingsSearch,
  component: page("settings", () => import("./features/settings/settings-page.tsx"), "SettingsPage"),
});
const apiKeys = createRoute({
  getParentRoute: () => signedIn,
  path: "/settings/api-keys",
  component: page("settings", () => import("./features/settings/api-keys-page.tsx"), "ApiKeysPage"),
});
const keyRing = createRoute({
  getParentRoute: () => signedIn,
  path: "/settings/key-ring",
  component: page("key-ring", () => import("./features/key-ring/key-ring-page.tsx"), "KeyRingPage"),
});

const calendar = createRoute({
  getParentRoute: () => signedIn,
  path: "/settings/calendar",
  component: page("forecast", () => import("./features/forecast/calendar-feeds-page.tsx"), "CalendarFeedsPage"),
});

const mailAccounts = createRoute({
  getParentRoute: () => signedIn,
  path: "/mail-accounts",
  component: page("mail-accounts", () => import("./features/mail-accounts/mail-accounts-page.tsx"), "MailAccountsPage"),
});
const addMailAccount = createRoute({
  getParentRoute: () => signedIn,
  path: "/mail-accounts/new",
  component: page(
    "mail-accounts",
    () => import("./features/mail-accounts/add-mail-account-page.tsx"),
    "AddMailAccountPage",
  ),
});
const mailAccount = createRoute({
  getParentRoute: () => signedIn,
  path: "/mail-accounts/$id",
  component: page("mail-accounts", () => import("./features/mail-accounts/mail-account-page.tsx"), "MailAccountPage"),
});
/** Which messages are looked at; the page knows which words make sense. */
function messagesSearch({ state, mailAccount, page: number }: Record<string, unknown>): MessagesSearch {
  return {
    page: Number.isInteger(number) && Number(number) > 1 ? Number(number) : undefined,
    state: typeof state === "string" ? state : undefined,
    mailAccount: typeof mailAccount === "string" ? mailAccount : undefined,
  };
}

const messages = createRoute({
  getParentRoute: () => signedIn,
  path: "/messages",
  validateSearch: messagesSearch,
  component: page("mail-accounts", () => import("./features/mail-accounts/messages-page.tsx"), "MessagesPage"),
});
const message = createRoute({
  getParentRoute: () => signedIn,
  path: "/messages/$id",
  component: page("mail-accounts", () => import("./features/mail-accounts/message-page.tsx"), "MessagePage"),
});
const webServices = createRoute({
  getParentRoute: () => signedIn,
  path: "/web-services",
  component: page("web-services", () => import("./features/web-services/web-services-page.tsx"), "WebServicesPage"),
});
const addWebService = createRoute({
  getParentRoute: () => signedIn,
  path: "/web-services/new",
  component: page(
    "web-services",
    () => import("./features/web-services/add-web-service-page.tsx"),
    "AddWebServicePage",
  ),
});
const editWebService = createRoute({
  getParentRoute: () => signedIn,
  path: "/web-services/$id/edit",
  component: page(
    "web-services",
    () => import("./features/web-services/edit-web-service-page.tsx"),
    "EditWebServicePage",
  ),
});
const importWebService = createRoute({
  getParentRoute: () => signedIn,
  path: "/web-services/import",
  component: page(
    "web-services",
    () => import("./features/web-services/openapi-import-pages.tsx"),
    "ImportWebServicePage",
  ),
});
const importInvokers = createRoute({
  getParentRoute: () => signedIn,
  path: "/web-services/$id/import",
  component: page(
    "web-services",
    () => import("./features/web-services/openapi-import-pages.tsx"),
    "ImportInvokersPage",
  ),
});
const webService = createRoute({
  getParentRoute: () => signedIn,
  path: "/web-services/$id",
  component: page("web-services", () => import("./features/web-services/web-service-page.tsx"), "WebServicePage"),
});

/** Every address of the screens. */
export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    firstAdministrator,
    signedIn.addChildren([
      tokens,
      pickTemplate,
      addToken,
      importFile,
      importRun,
      takeOverTokens,
      exportFile,
      token.addChildren([historyOfToken.addChildren([trailOfToken])]),
      editToken,
      tokenDocument,
      appRegistrations,
      mailAccounts,
      addMailAccount,
      mailAccount,
      messages,
      message,
      webServices,
      addWebService,
      editWebService,
      importWebService,
      importInvokers,
      webService,
      activity,
      notifications,
      settings,
      apiKeys,
      keyRing,
      calendar,
    ]),
  ]),
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface HistoryState {
    /** Ticked on the overview, for the page of the export. */
    chosenTokenConfigs?: readonly { readonly id: string; readonly name: string }[];
  }
}
