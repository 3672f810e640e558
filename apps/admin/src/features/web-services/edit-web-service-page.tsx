import { updateWebServiceRoute, type WebService, type WebServiceInput } from "@grantry/schema";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { webServiceKeys, webServiceQuery } from "./queries.ts";
import { WebServiceForm } from "./web-service-form.tsx";
import { valuesOf } from "./web-service-values.ts";

export function EditWebServicePage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/signed-in/web-services/$id/edit" });
  const { data, error } = useQuery({ ...webServiceQuery(id), refetchOnWindowFocus: false });
  usePageTitle(data?.service.name ?? t("webServices.title"));
  if (!data) return <ProblemAlert error={error} />;
  return (
    <>
      <PageHead
        crumb={
          <Link to="/web-services/$id" params={{ id }}>
            {data.service.name}
          </Link>
        }
        title={t("webServices.edit")}
      />
      <div style={{ maxWidth: 560 }}>
        <EditForm service={data.service} etag={data.etag} />
      </div>
    </>
  );
}

function EditForm({ service, etag }: { service: WebService; etag: string | null }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const params = { id: service.id };
  const update = useMutation({
    mutationFn: (body: WebServiceInput) =>
      api.call(updateWebServiceRoute, { params, body, headers: etag === null ? {} : { "if-match": etag } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: webServiceKeys.all });
      await navigate({ to: "/web-services/$id", params });
    },
  });
  return (
    <WebServiceForm
      values={valuesOf(service)}
      stored={service}
      error={update.error}
      isSaving={update.isPending}
      onSave={(values) => update.mutate(values)}
    />
  );
}
