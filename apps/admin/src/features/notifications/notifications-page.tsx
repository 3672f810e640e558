import {
  dismissNotificationRoute,
  listNotificationsRoute,
  type Notification,
  undoDismissalRoute,
} from "@grantry/schema";
import { Button } from "@mantine/core";
import { IconAlertCircle, IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { currentLanguage, useTranslation } from "../../i18n.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { exactTime } from "../../ui/time-in-words.tsx";

const everyNotificationQuery = () =>
  queryOptions({
    queryKey: ["notifications", currentLanguage(), "every"],
    queryFn: async () => (await api.call(listNotificationsRoute, { query: { dismissed: "true" } })).data.notifications,
    refetchInterval: 15_000,
  });

/** All notifications, one for each cause: whom it concerns and what to do; those that the reader dismissed below. */
export function NotificationsPage() {
  const { t } = useTranslation();
  usePageTitle(t("notifications.title"));
  const { data, error } = useQuery(everyNotificationQuery());
  const shown = data?.filter(({ dismissedAt }) => dismissedAt === null) ?? [];
  const dismissed = data?.filter(({ dismissedAt }) => dismissedAt !== null) ?? [];
  return (
    <>
      <PageHead title={t("notifications.title")} summary={t("notifications.summary")} />
      <ProblemAlert error={error} />
      {data && (
        <div className="stack">
          {shown.length === 0 && (
            <p className="panel" style={{ margin: 0 }}>
              {t("notifications.none")}
            </p>
          )}
          {shown.map((notification) => (
            <NotificationPanel key={notification.id} notification={notification} />
          ))}
          {dismissed.length > 0 && (
            <>
              <h2>{t("notifications.dismissed")}</h2>
              {dismissed.map((notification) => (
                <NotificationPanel key={notification.id} notification={notification} />
              ))}
            </>
          )}
        </div>
      )}
    </>
  );
}

const tones = { error: "act", warning: "wait", info: "off" } as const;
const icons = { error: IconAlertCircle, warning: IconAlertTriangle, info: IconInfoCircle } as const;

function NotificationPanel({ notification }: { notification: Notification }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { id, severity, message, tokenConfigs, tokenConfigCount, dismissedAt } = notification;
  const route = dismissedAt === null ? dismissNotificationRoute : undoDismissalRoute;
  const toggle = useMutation({
    mutationFn: () => api.call(route, { params: { id } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["notifications"] }),
  });
  const Icon = icons[severity];
  return (
    <article className="panel stack" style={{ gap: 10 }} aria-label={message}>
      <div>
        <span className="pill" data-tone={tones[severity]}>
          <Icon size={14} aria-hidden />
          {t(`notificationKind.${notification.kind}`)}
        </span>{" "}
        <span className="note">
          {t("notifications.since", { when: exactTime(notification.since, currentLanguage()) })}
        </span>
      </div>
      <strong style={{ overflowWrap: "anywhere" }}>{message}</strong>
      <span>{notification.action}</span>
      {tokenConfigCount > 1 && (
        <details>
          <summary>{t("notifications.concerns", { count: tokenConfigCount })}</summary>
          <ul style={{ margin: "6px 0 0", paddingLeft: 18 }}>
            {tokenConfigs.map((tokenConfig) => (
              <li key={tokenConfig.id}>
                <Link to="/token-configs/$id" params={{ id: tokenConfig.id }}>
                  {tokenConfig.name}
                </Link>
              </li>
            ))}
          </ul>
          {tokenConfigCount > tokenConfigs.length && (
            <p className="note">{t("notifications.more", { count: tokenConfigCount - tokenConfigs.length })}</p>
          )}
        </details>
      )}
      <ProblemAlert error={toggle.error} />
      <div style={{ display: "flex", gap: 8, flexWrap: "wrap", alignItems: "center" }}>
        <Button
          component="a"
          href={notification.href}
          variant="default"
          size="xs"
          aria-label={`${t("banner.fix")}: ${message}`}
        >
          {t("banner.fix")}
        </Button>
        {notification.dismissible ? (
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            loading={toggle.isPending}
            onClick={() => toggle.mutate()}
            aria-label={`${t(dismissedAt === null ? "notifications.dismiss" : "notifications.showAgain")}: ${message}`}
          >
            {t(dismissedAt === null ? "notifications.dismiss" : "notifications.showAgain")}
          </Button>
        ) : (
          <span className="note">{t("notifications.stays")}</span>
        )}
      </div>
    </article>
  );
}
