import { deleteWebServiceRoute, type WebService } from "@grantry/schema";
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { CopyableUri } from "../../ui/copy-button.tsx";
import { DeleteButton } from "../../ui/delete-button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { DebugLog } from "./debug-log.tsx";
import { InvokersPanel } from "./invokers-panel.tsx";
import { webServiceKeys, webServiceQuery } from "./queries.ts";
import { TryInvoker } from "./try-invoker.tsx";

/** One web service: its address for programs, its invokers to try, and what was called lately. */
export function WebServicePage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/signed-in/web-services/$id" });
  const { data, error } = useQuery(webServiceQuery(id));
  usePageTitle(data?.service.name ?? t("webServices.title"));
  if (!data) return <ProblemAlert error={error} />;
  const { service } = data;
  return (
    <>
      <PageHead
        crumb={<Link to="/web-services">{t("webServices.title")}</Link>}
        title={service.name}
        summary={
          <span className="mono">
            {service.type.toUpperCase()} {service.endpoint}
          </span>
        }
      >
        <div style={{ display: "flex", gap: 8 }}>
          <Button component={Link} to={`/web-services/${id}/edit`} variant="default">
            {t("webServices.editShort")}
          </Button>
          <DeleteWebService service={service} />
        </div>
      </PageHead>
      <div className="columns">
        <div className="stack">
          <TryInvoker serviceId={id} />
          <DebugLog serviceId={id} />
        </div>
        <div className="stack">
          <section className="panel stack" style={{ gap: 10 }}>
            <h2>{t("webServices.proxy")}</h2>
            <p className="note" style={{ margin: 0 }}>
              {t("webServices.proxyHelp")}
            </p>
            <CopyableUri uri={`${location.origin}${service.proxyPath}`} />
          </section>
          <InvokersPanel serviceId={id} type={service.type} />
        </div>
      </div>
    </>
  );
}

function DeleteWebService({ service: { id, name } }: { service: WebService }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return (
    <DeleteButton
      question={t("webServices.deleteTitle", { name })}
      loss={t("webServices.deleteDetail")}
      remove={async () => {
        await api.call(deleteWebServiceRoute, { params: { id } });
        await navigate({ to: "/web-services" });
        await queryClient.invalidateQueries({ queryKey: [...webServiceKeys.all, "list"] });
      }}
    />
  );
}
