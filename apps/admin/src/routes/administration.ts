import { createRoute } from "@tanstack/react-router";
import type { ActivitySearch } from "../features/activity/queries.ts";
import { page } from "./page.ts";
import { signedIn } from "./root.ts";

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

/** What is looked for among the settings when the page opens. */
function settingsSearch({ q }: Record<string, unknown>): { q?: string | undefined } {
  return typeof q === "string" ? { q } : {};
}

const activity = createRoute({
  getParentRoute: () => signedIn,
  path: "/activity",
  validateSearch: activitySearch,
  component: page("activity", () => import("../features/activity/activity-page.tsx"), "ActivityPage"),
});

const notifications = createRoute({
  getParentRoute: () => signedIn,
  path: "/notifications",
  component: page(
    "notifications",
    () => import("../features/notifications/notifications-page.tsx"),
    "NotificationsPage",
  ),
});

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: "/settings",
  validateSearch: settingsSearch,
  component: page("settings", () => import("../features/settings/settings-page.tsx"), "SettingsPage"),
});

const apiKeys = createRoute({
  getParentRoute: () => signedIn,
  path: "/settings/api-keys",
  component: page("settings", () => import("../features/settings/api-keys-page.tsx"), "ApiKeysPage"),
});

const keyRing = createRoute({
  getParentRoute: () => signedIn,
  path: "/settings/key-ring",
  component: page("key-ring", () => import("../features/key-ring/key-ring-page.tsx"), "KeyRingPage"),
});

const calendar = createRoute({
  getParentRoute: () => signedIn,
  path: "/settings/calendar",
  component: page("forecast", () => import("../features/forecast/calendar-feeds-page.tsx"), "CalendarFeedsPage"),
});

const channels = createRoute({
  getParentRoute: () => signedIn,
  path: "/settings/channels",
  validateSearch: ({ edit }: Record<string, unknown>): { edit?: string } => (typeof edit === "string" ? { edit } : {}),
  component: page("channels", () => import("../features/channels/channels-page.tsx"), "ChannelsPage"),
});

export const administrationRoutes = [activity, notifications, settings, apiKeys, channels, keyRing, calendar];
