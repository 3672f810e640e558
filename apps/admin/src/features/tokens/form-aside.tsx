import type { TemplateView } from "@grantry/schema";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "../../i18n.ts";
import { CopyableUri } from "../../ui/copy-button.tsx";

/** Beside the form: what to register at the provider, and what is asked for. */
export function FormAside({
  template,
  redirectUri,
  scope,
}: {
  template: TemplateView;
  redirectUri: string | null;
  scope: string;
}) {
  const { t } = useTranslation();
  const meanings = scope
    .split(/\s+/)
    .filter(Boolean)
    .map((value) => template.scopes.find((known) => known.value === value)?.meaning ?? value);
  return (
    <aside className="stack">
      {template.grant === "authorization_code" && (
        <section className="panel stack" style={{ gap: 10 }}>
          <h2>{t("registerUri")}</h2>
          {redirectUri ? (
            <CopyableUri uri={redirectUri} />
          ) : (
            <p style={{ margin: 0 }}>
              {t("fqdnMissing")} <Link to="/settings">{t("settings.title")}</Link>
            </p>
          )}
          <p className="note" style={{ margin: 0 }}>
            {template.redirectUriHelp}
          </p>
        </section>
      )}
      {meanings.length > 0 && (
        <section className="panel stack" style={{ gap: 10 }}>
          <h2>{t("askedFor")}</h2>
          <div style={{ display: "flex", gap: 6, flexWrap: "wrap" }}>
            {meanings.map((meaning) => (
              <span
                key={meaning}
                className="pill"
                data-tone="off"
                style={{ whiteSpace: "normal", overflowWrap: "anywhere" }}
              >
                {meaning}
              </span>
            ))}
          </div>
        </section>
      )}
    </aside>
  );
}
