import { createWebServiceRoute, type WebServiceInput } from "@grantry/schema";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { webServiceKeys } from "./queries.ts";
import { WebServiceForm } from "./web-service-form.tsx";
import { newWebService } from "./web-service-values.ts";

export function AddWebServicePage() {
  const { t } = useTranslation();
  usePageTitle(t("webServices.add"));
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: async (body: WebServiceInput) => (await api.call(createWebServiceRoute, { body })).data,
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: webServiceKeys.all });
      await navigate({ to: "/web-services/$id", params: { id }, replace: true });
    },
  });
  return (
    <>
      <PageHead crumb={<Link to="/web-services">{t("webServices.title")}</Link>} title={t("webServices.add")} />
      <div style={{ maxWidth: 560 }}>
        <WebServiceForm
          values={newWebService}
          error={create.error}
          isSaving={create.isPending}
          onSave={(values) => create.mutate(values)}
        />
      </div>
    </>
  );
}
