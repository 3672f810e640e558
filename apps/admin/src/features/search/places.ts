import type { MessageKey } from "../../i18n.ts";

/** A screen, or something to begin: how it is called and where it is. */
interface Place {
  readonly label: MessageKey;
  readonly href: string;
}

/** Every screen that needs no choice before. */
export const places: readonly Place[] = [
  { label: "tokens.title", href: "/" },
  { label: "place.addToken", href: "/token-configs/new" },
  { label: "place.import", href: "/token-configs/import" },
  { label: "place.takeOver", href: "/token-configs/import/tokens" },
  { label: "place.export", href: "/token-configs/export" },
  { label: "mailAccounts.title", href: "/mail-accounts" },
  { label: "place.addMailAccount", href: "/mail-accounts/new" },
  { label: "place.messages", href: "/messages" },
  { label: "webServices.title", href: "/web-services" },
  { label: "place.addWebService", href: "/web-services/new" },
  { label: "place.importWebService", href: "/web-services/import" },
  { label: "apps.title", href: "/app-registrations" },
  { label: "notifications.title", href: "/notifications" },
  { label: "activity.title", href: "/activity" },
  { label: "settings.title", href: "/settings" },
  { label: "apiKeys.title", href: "/settings/api-keys" },
  { label: "place.channels", href: "/settings/channels" },
  { label: "place.keyRing", href: "/settings/key-ring" },
  { label: "place.calendar", href: "/settings/calendar" },
];
