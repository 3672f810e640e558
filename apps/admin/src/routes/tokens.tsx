import { type StatusGroup, statusGroups, tokenConfigSorts } from "@grantry/schema";
import { createRoute } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import type { Overview } from "../features/tokens/queries.ts";
import { TokensPage } from "../features/tokens/tokens-page.tsx";
import { loadWords } from "../i18n.ts";
import { page } from "./page.ts";
import { signedIn } from "./root.ts";

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
  const load = import("../features/forecast/forecast-panel.tsx");
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
  component: page("tokens", () => import("../features/tokens/template-picker-page.tsx"), "TemplatePickerPage"),
});

const addToken = createRoute({
  getParentRoute: () => signedIn,
  path: "/token-configs/new/$templateId",
  component: page("tokens", () => import("../features/tokens/add-token-page.tsx"), "AddTokenPage"),
});

const importFile = createRoute({
  getParentRoute: () => signedIn,
  path: "/token-configs/import",
  component: page("files", () => import("../features/files/import-page.tsx"), "ImportPage"),
});

const importRun = createRoute({
  getParentRoute: () => signedIn,
  path: "/token-configs/import/runs/$id",
  component: page("files", () => import("../features/files/import-run-page.tsx"), "ImportRunPage"),
});
const takeOverTokens = createRoute({
  getParentRoute: () => signedIn,
  path: "/token-configs/import/tokens",
  component: page("files", () => import("../features/files/take-over-page.tsx"), "TakeOverPage"),
});

const exportFile = createRoute({
  getParentRoute: () => signedIn,
  path: "/token-configs/export",
  component: page("files", () => import("../features/files/export-page.tsx"), "ExportPage"),
});

const token = createRoute({
  getParentRoute: () => signedIn,
  path: "/token-configs/$id",
  component: page("tokens", () => import("../features/tokens/token-page.tsx"), "TokenPage"),
});

/** What other features tell of a token stands in the outlets of its page. */
const historyOfToken = createRoute({
  getParentRoute: () => token,
  id: "history",
  component: page("history", () => import("../features/history/token-history.tsx"), "TokenHistory"),
});

const trailOfToken = createRoute({
  getParentRoute: () => historyOfToken,
  path: "/",
  component: page("activity", () => import("../features/activity/token-trail.tsx"), "TokenTrail"),
});

const editToken = createRoute({
  getParentRoute: () => signedIn,
  path: "/token-configs/$id/edit",
  component: page("tokens", () => import("../features/tokens/edit-token-page.tsx"), "EditTokenPage"),
});

const tokenDocument = createRoute({
  getParentRoute: () => signedIn,
  path: "/token-configs/$id/document",
  component: page("tokens", () => import("../features/tokens/document/document-page.tsx"), "DocumentPage"),
});

const appRegistrations = createRoute({
  getParentRoute: () => signedIn,
  path: "/app-registrations",
  component: page(
    "app-registrations",
    () => import("../features/app-registrations/app-registrations-page.tsx"),
    "AppRegistrationsPage",
  ),
});

export const tokenRoutes = [
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
];
