import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "../../i18n.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { webServicesQuery } from "./queries.ts";

/** The web services that tokens are for, and how one is added. */
export function WebServicesPage() {
  const { t } = useTranslation();
  usePageTitle(t("webServices.title"));
  const { data, error } = useQuery(webServicesQuery);
  return (
    <>
      <PageHead title={t("webServices.title")} summary={t("webServices.summary")}>
        <div style={{ display: "flex", gap: 8, flexWrap: "wrap" }}>
          <Button component={Link} to="/web-services/import" variant="default">
            {t("webServices.openApi.title")}
          </Button>
          <Button component={Link} to="/web-services/new">
            {t("webServices.add")}
          </Button>
        </div>
      </PageHead>
      <div className="stack">
        <ProblemAlert error={error} />
        {data?.items.length === 0 && (
          <p className="panel" style={{ margin: 0 }}>
            {t("webServices.none")}
          </p>
        )}
        {data?.items.map((service) => (
          <section key={service.id} className="panel" aria-label={service.name}>
            <h2>
              <Link to="/web-services/$id" params={{ id: service.id }}>
                {service.name}
              </Link>
            </h2>
            <p className="mono" style={{ margin: "4px 0" }}>
              {service.type.toUpperCase()} {service.endpoint}
            </p>
            <p className="note" style={{ margin: 0 }}>
              {service.tokenConfig
                ? t("webServices.withToken", { name: service.tokenConfig.name })
                : t(`webServices.authentication.${service.authentication}`)}
              {" · "}
              {t("webServices.invokerCount", { count: service.invokers })}
              {service.validity !== "valid" && ` · ${t(`validity.${service.validity}`)}`}
            </p>
          </section>
        ))}
      </div>
    </>
  );
}
