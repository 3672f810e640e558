import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "../../../i18n.ts";
import { PageHead } from "../../../ui/page-head.tsx";
import { usePageTitle } from "../../../ui/page-title.ts";
import { ProblemAlert } from "../../../ui/problem-alert.tsx";
import { tokenConfigQuery } from "../queries.ts";
import { DocumentEditor } from "./document-editor.tsx";
import { documentQuery } from "./document-query.ts";

/** The whole document of a configuration: as tables, and as text beside them. */
export function DocumentPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/signed-in/token-configs/$id/document" });
  const { data: config } = useQuery(tokenConfigQuery(id));
  const { data, error } = useQuery(documentQuery(id));
  const name = config?.tokenConfig.name ?? "";
  usePageTitle(t("document.title", { name }));
  return (
    <>
      <PageHead
        crumb={
          <>
            <Link to="/">{t("tokens.title")}</Link> /{" "}
            <Link to="/token-configs/$id" params={{ id }}>
              {name}
            </Link>{" "}
            /{" "}
            <Link to="/token-configs/$id/edit" params={{ id }}>
              {t("edit.short")}
            </Link>
          </>
        }
        title={t("document.title", { name })}
        summary={t("document.summary")}
      />
      <ProblemAlert error={error} />
      {data && config && <DocumentEditor key={id} id={id} grant={config.tokenConfig.grant} opened={data} />}
    </>
  );
}
