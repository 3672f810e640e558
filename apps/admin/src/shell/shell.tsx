import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { sessionQuery } from "../api.ts";
import { useTranslation } from "../i18n.ts";
import { NotificationBanner } from "./notification-banner.tsx";
import { SearchButton } from "./search-button.tsx";
import { UserMenu } from "./user-menu.tsx";

/** The frame of every screen: top bar, banner, navigation. */
export function Shell() {
  const { t } = useTranslation();
  const { data: session } = useQuery(sessionQuery);
  const { pathname } = useLocation();
  if (!session) return null;
  const { origin } = session.deployment;
  return (
    <>
      <a className="skip" href="#content">
        {t("skipToContent")}
      </a>
      <header className="topbar">
        <Link to="/" className="brand">
          <img src="/favicon.svg" width={18} height={18} alt="" />
          Grantry
        </Link>
        <span className="deployment">{session.deployment.fqdn}</span>
        <div className="topbar-end">
          <SearchButton />
          <UserMenu user={session.user} />
        </div>
      </header>
      <NotificationBanner />
      {origin !== null && origin !== location.origin && (
        <div className="banner" role="note">
          {t("otherHost", { origin })}
          <a href={`${origin}${location.pathname}`}>{t("openThere")}</a>
        </div>
      )}
      <div className="frame">
        <nav className="nav" aria-label={t("navigation")}>
          <Link
            to="/"
            activeOptions={{ exact: true, includeSearch: false }}
            data-inside={pathname.startsWith("/token-configs/") || undefined}
          >
            {t("tokens.title")}
          </Link>
          <Link to="/mail-accounts" data-inside={pathname.startsWith("/messages") || undefined}>
            {t("mailAccounts.title")}
          </Link>
          <Link to="/web-services">{t("webServices.title")}</Link>
          <Link to="/app-registrations">{t("apps.title")}</Link>
          <Link to="/notifications">{t("notifications.title")}</Link>
          <Link to="/activity">{t("activity.title")}</Link>
          <Link
            to="/settings"
            activeOptions={{ exact: true, includeSearch: false }}
            data-inside={/^\/settings\/(channels|key-ring|calendar)/.test(pathname) || undefined}
          >
            {t("settings.title")}
          </Link>
          <Link to="/settings/api-keys">{t("apiKeys.title")}</Link>
        </nav>
        <main className="content" id="content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </>
  );
}
