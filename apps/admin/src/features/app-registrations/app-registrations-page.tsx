import { listAppRegistrationsRoute } from "@grantry/schema";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { RegistrationPanel } from "./registration-panel.tsx";

const appRegistrationsQuery = queryOptions({
  queryKey: ["app-registrations"],
  queryFn: async () => (await api.call(listAppRegistrationsRoute, {})).data.items,
});

/** The apps as providers know them: what they prove themselves with is entered here once for all that use it. */
export function AppRegistrationsPage() {
  const { t } = useTranslation();
  usePageTitle(t("apps.title"));
  const { data, error } = useQuery(appRegistrationsQuery);
  return (
    <>
      <PageHead title={t("apps.title")} summary={t("apps.summary")} />
      <ProblemAlert error={error} />
      {data?.length === 0 && (
        <p className="panel" style={{ margin: 0 }}>
          {t("apps.none")}
        </p>
      )}
      <div className="stack">
        {data?.map((registration) => (
          <RegistrationPanel key={registration.id} registration={registration} />
        ))}
      </div>
    </>
  );
}
