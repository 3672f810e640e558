import type { TokenConfig } from "@grantry/schema";
import type { ReactNode } from "react";
import { useTranslation } from "../../i18n.ts";
import { RefreshTokenStatusPill } from "../../ui/status-pill.tsx";
import { TimeInWords } from "../../ui/time-in-words.tsx";

/** What was granted, to whom, until when; what there is nothing to say of is left out. */
export function GrantFacts({ tokenConfig }: { tokenConfig: TokenConfig }) {
  const { t } = useTranslation();
  const { token } = tokenConfig;
  const time = (instant: string | null): ReactNode => instant && <TimeInWords instant={instant} />;
  const marked = (instant: string | null, mark: string | false | null): ReactNode =>
    instant && (
      <>
        <TimeInWords instant={instant} />
        {mark && ` (${mark})`}
      </>
    );
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t("facts.account"), token.account],
    [t("facts.granted"), time(token.obtainedAt)],
    [t("facts.refreshed"), time(token.refreshedAt)],
    [t("facts.expires"), marked(token.accessTokenExpiresAt, token.accessTokenExpiryAssumed && t("tokens.assumed"))],
    [t("facts.next"), time(token.nextRefreshAt)],
    [t("facts.refreshToken"), <RefreshTokenStatusPill key="refresh" status={token.refreshTokenStatus} />],
    [
      t("facts.refreshTokenEnds"),
      marked(
        token.refreshTokenExpiresAt,
        token.refreshTokenExpirySource && t(`facts.endsBy.${token.refreshTokenExpirySource}`),
      ),
    ],
    [t("facts.asked"), tokenConfig.scope],
    [t("facts.scope"), token.scope],
    [
      t("facts.client"),
      <span key="client" className="mono">
        {tokenConfig.clientId}
      </span>,
    ],
    [t("facts.secretEnds"), time(tokenConfig.clientSecretExpiresAt)],
    [t("facts.validity"), t(`validity.${tokenConfig.validity}`)],
  ];
  return (
    <section className="panel">
      <h2>{t("facts.title")}</h2>
      <dl className="facts">
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name} style={{ display: "contents" }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
