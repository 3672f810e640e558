import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "../../i18n.ts";
import { CopyableUri } from "../../ui/copy-button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { DebugLog } from "./debug-log.tsx";
import { InvokerForm } from "./invoker-form.tsx";
import { webServiceQuery } from "./queries.ts";
import { TryInvoker } from "./try-invoker.tsx";

/** One web service: its address for programs, its invokers to try, and what was called lately. */
export function WebServicePage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/signed-in/web-services/$id" });
  const { data: service, error } = useQuery(webServiceQuery(id));
  usePageTitle(service?.name ?? t("webServices.title"));
  if (!service) return <ProblemAlert error={error} />;
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
      />
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
          <InvokerForm serviceId={id} type={service.type} />
        </div>
      </div>
    </>
  );
}
