import { routeAt } from "@grantry/client";
import type { dismissNotificationRoute, listNotificationsRoute, Notification } from "@grantry/schema";
import { ActionIcon } from "@mantine/core";
import { IconAlertCircle, IconAlertTriangle, IconX } from "@tabler/icons-react";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "../api.ts";
import { currentLanguage, useTranslation } from "../i18n.ts";
import { useTitleCount } from "../ui/page-title.ts";

const listNotifications = routeAt<typeof listNotificationsRoute>("get", "/notifications");
const dismissNotification = routeAt<typeof dismissNotificationRoute>("post", "/notifications/{id}/dismissals");
const POLL_EVERY_MS = 15_000;

let last: { readonly etag: string; readonly notifications: Notification[] } | undefined;

/** Asks with the ETag of what is shown: an unchanged answer has no body. */
async function pollNotifications(): Promise<Notification[]> {
  const headers = last ? { "if-none-match": last.etag } : {};
  const answer = await api.call(listNotifications, { query: {}, headers });
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

/** What needs attention, below the top bar: the worst, a way to its screen and to all others. */
export function NotificationBanner() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { data: notifications = [] } = useQuery(notificationsQuery());
  const dismiss = useMutation({
    mutationFn: ({ id }: Notification) => api.call(dismissNotification, { params: { id } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["notifications"] }),
  });
  useTitleCount(notifications.length);
  const [first, ...others] = notifications;
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
            {first.message}{" "}
            {others.length > 0 && <Link to="/notifications">{t("banner.more", { count: others.length })}</Link>}
          </span>
          <a href={first.href}>{t("banner.fix")}</a>
          {first.dismissible && (
            <ActionIcon
              variant="transparent"
              c="inherit"
              aria-label={t("banner.dismiss", { message: first.message })}
              loading={dismiss.isPending}
              onClick={() => dismiss.mutate(first)}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          )}
        </div>
      )}
    </div>
  );
}
