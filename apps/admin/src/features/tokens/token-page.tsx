import { isConsented, type TokenConfig } from "@grantry/schema";
import { Button } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "../../i18n.ts";
import { ActionMenu } from "../../ui/action-menu.tsx";
import { CopyableUri, CopyButton } from "../../ui/copy-button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { TokenStatusPill } from "../../ui/status-pill.tsx";
import { ChangedSettings } from "./changed-settings.tsx";
import { Corrections } from "./corrections.tsx";
import { GrantFacts } from "./grant-facts.tsx";
import { type DialogName, ItemDialog } from "./item-dialogs.tsx";
import { LastError } from "./last-error.tsx";
import { tokenConfigQuery, useAuthorize } from "./queries.ts";
import { NextAction } from "./row-actions.tsx";
import { LifeBar, TokenTimes } from "./token-times.tsx";
import { UserList } from "./user-list.tsx";

export function TokenPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/signed-in/token-configs/$id" });
  const { data, error } = useQuery(tokenConfigQuery(id));
  usePageTitle(data?.tokenConfig.name ?? t("tokens.title"));
  if (!data) return <ProblemAlert error={error} />;
  const { tokenConfig } = data;
  const { token } = tokenConfig;
  return (
    <>
      <PageHead
        crumb={<Link to="/">{t("tokens.title")}</Link>}
        title={tokenConfig.name}
        summary={
          <>
            {tokenConfig.templateName} · {t(`grant.${tokenConfig.grant}`)}
            {token.account && ` · ${token.account}`}
          </>
        }
      >
        <PageActions tokenConfig={tokenConfig} />
      </PageHead>
      <Corrections tokenConfig={tokenConfig} etag={data.etag} />
      <div className="columns">
        <div className="stack">
          <section className="panel" aria-label={t("token.status")}>
            <TokenStatusPill status={token.status} />
            <p style={{ margin: "10px 0 0" }}>{t(`statusSentence.${token.status}`)}</p>
            {token.accessTokenObtainedAt !== null && (
              <div className="note">
                <TokenTimes token={{ ...token, lastError: null }} />
              </div>
            )}
            <LifeBar token={token} />
            {token.settingsChanged && <ChangedSettings names={token.changedSettings} />}
            {token.lastError && <LastError problem={token.lastError} />}
          </section>
          <section className="panel stack" style={{ gap: 10 }}>
            <h2>{t("token.use")}</h2>
            <p className="muted" style={{ margin: 0 }}>
              {t("token.useDetail")} <Link to="/settings/api-keys">{t("token.useKey")}</Link>
            </p>
            <Command
              text={`curl -H "Authorization: Bearer grt_…" ${location.origin}/api/v1/access-tokens/${encodeURIComponent(tokenConfig.name)}`}
            />
            <Command text={`grantry token get "${tokenConfig.name}"`} />
          </section>
          <Outlet />
        </div>
        <div className="stack">
          <GrantFacts tokenConfig={tokenConfig} />
          <section className="panel stack" style={{ gap: 10 }}>
            <h2>{t("token.usedBy")}</h2>
            {tokenConfig.usedBy.length > 0 ? (
              <UserList users={tokenConfig.usedBy} />
            ) : (
              <p className="muted" style={{ margin: 0 }}>
                {t("token.usedByNobody")}
              </p>
            )}
          </section>
          {tokenConfig.grant === "authorization_code" && tokenConfig.redirectUri && (
            <section className="panel stack" style={{ gap: 10 }}>
              <h2>{t("redirectUri")}</h2>
              <CopyableUri uri={tokenConfig.redirectUri} />
            </section>
          )}
        </div>
      </div>
    </>
  );
}

function PageActions({ tokenConfig }: { tokenConfig: TokenConfig }) {
  const { t } = useTranslation();
  const authorize = useAuthorize();
  const [asked, setAsked] = useState<DialogName>();
  const { id, token } = tokenConfig;
  const takesRefreshToken =
    token.refreshTokenStatus !== "not-configured" && token.refreshTokenStatus !== "not-applicable";
  const granted =
    token.obtainedAt !== null &&
    token.status !== "needs-authorization" &&
    !token.settingsChanged &&
    isConsented(tokenConfig.grant);
  const authorizeAgain = () => (tokenConfig.grant === "device_code" ? setAsked("device") : authorize.mutate(id));
  const choices = [
    ...(tokenConfig.deviceUrl && tokenConfig.grant === "authorization_code"
      ? [{ label: t("authorizeOnDevice"), choose: () => setAsked("device") }]
      : []),
    ...(token.obtainedAt !== null ? [{ label: t("test"), choose: () => setAsked("test") }] : []),
    ...(tokenConfig.grant === "authorization_code"
      ? [{ label: t("shownError"), choose: () => setAsked("explain") }]
      : []),
    { label: t("duplicate"), choose: () => setAsked("duplicate") },
    ...(takesRefreshToken ? [{ label: t("bring"), choose: () => setAsked("bring") }] : []),
    ...(token.obtainedAt !== null ? [{ label: t("revoke"), choose: () => setAsked("revoke"), isDangerous: true }] : []),
    { label: t("delete"), choose: () => setAsked("delete"), isDangerous: true },
  ];
  return (
    <div style={{ display: "flex", gap: 8, flexWrap: "wrap", alignItems: "center" }}>
      <Button
        variant="default"
        renderRoot={(props) => <Link to="/token-configs/$id/edit" params={{ id }} {...props} />}
      >
        {t("edit.short")}
      </Button>
      {granted && (
        <Button variant="default" loading={authorize.isPending} onClick={authorizeAgain}>
          {t("authorizeAgain")}
        </Button>
      )}
      <NextAction item={tokenConfig} onDevice={() => setAsked("device")} />
      <ActionMenu
        label={t("moreActions", { name: tokenConfig.name })}
        icon={<IconDots size={18} aria-hidden />}
        look="plain"
        sections={[{ choices }]}
      />
      <ProblemAlert error={authorize.error} />
      <ItemDialog name={asked} item={tokenConfig} onClose={() => setAsked(undefined)} />
    </div>
  );
}

function Command({ text }: { text: string }) {
  return (
    <div className="uri">
      <code className="mono">{text}</code>
      <CopyButton text={text} />
    </div>
  );
}
