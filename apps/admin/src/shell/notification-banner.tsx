import { routeAt } from "@grantry/client";
import type { listNotificationsRoute, Notification } from "@grantry/schema";
import { IconAlertCircle, IconAlertTriangle } from "@tabler/icons-react";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "../api.ts";
import { currentLanguage, useTranslation } from "../i18n.ts";

const listNotifications = routeAt<typeof listNotificationsRoute>("get", "/notifications");
const POLL_EVERY_MS = 15_000;

let last: { readonly etag: string; readonly notifications: Notification[] } | undefined;

/** Asks with the ETag of what is shown: an unchanged answer has no body. */
async function pollNotifications(): Promise<Notification[]> {
  const headers = last ? { "if-none-match": last.etag } : {};
  const answer = await api.call(listNotifications, { headers });
  if (answer.status === 304 && last) return last.notifications;
  const { notifications } = answer.data;
  last = answer.etag === null ? undefined : { etag: answer.etag, notifications };
  return notifications;
}

const notificationsQuery = () =>
  queryOptions({
    queryKey: ["notifications", currentLanguage()],
    queryFn: pollNotifications,
    refetchInterval: POLL_EVERY_MS,
    staleTime: 0,
  });

/** What needs attention, below the top bar; each leads to the screen that fixes it. */
export function NotificationBanner() {
  const { t } = useTranslation();
  const { data: notifications = [] } = useQuery(notificationsQuery());
  const [first, ...others] = notifications;
  const onePlace = others.every(({ href }) => href === first?.href);
  return (
    <div aria-live="polite">
      {first && (
        <div className="banner" data-severity={first.severity}>
          {first.severity === "error" ? (
            <IconAlertCircle size={18} aria-hidden />
          ) : (
            <IconAlertTriangle size={18} aria-hidden />
          )}
          <span>
            {first.message} {others.length > 0 && t("banner.more", { count: others.length })}
          </span>
          <a href={onePlace ? first.href : "/?status=needs-you"}>{t(onePlace ? "banner.fix" : "banner.showAll")}</a>
        </div>
      )}
    </div>
  );
}
