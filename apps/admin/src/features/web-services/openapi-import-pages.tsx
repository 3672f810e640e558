import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "../../i18n.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { OpenApiImport } from "./openapi-import.tsx";
import { webServiceQuery } from "./queries.ts";

/** A document becomes a web service with invokers. */
export function ImportWebServicePage() {
  const { t } = useTranslation();
  usePageTitle(t("webServices.openApi.title"));
  return (
    <>
      <PageHead
        crumb={<Link to="/web-services">{t("webServices.title")}</Link>}
        title={t("webServices.openApi.title")}
        summary={t("webServices.openApi.newSummary")}
      />
      <OpenApiImport />
    </>
  );
}

/** A document becomes invokers of a web service. */
export function ImportInvokersPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/signed-in/web-services/$id/import" });
  const { data, error } = useQuery({ ...webServiceQuery(id), refetchOnWindowFocus: false });
  usePageTitle(t("webServices.openApi.title"));
  if (!data) return <ProblemAlert error={error} />;
  return (
    <>
      <PageHead
        crumb={
          <Link to="/web-services/$id" params={{ id }}>
            {data.service.name}
          </Link>
        }
        title={t("webServices.openApi.title")}
        summary={t("webServices.openApi.summary")}
      />
      <OpenApiImport service={data.service} />
    </>
  );
}
