import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "../../i18n.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { templatesQuery } from "./queries.ts";

/** What to do first. */
export function EmptyState() {
  const { t } = useTranslation();
  const { data } = useQuery(templatesQuery());
  const practice = data?.templates.some(({ id }) => id === "practice");
  return (
    <>
      <PageHead title={t("tokens.title")} summary={t("empty.summary")} />
      <div className="panel empty">
        <h2>{t("empty.title")}</h2>
        <ol>
          <li>{t("empty.step1")}</li>
          <li>{t("empty.step2")}</li>
          <li>{t("empty.step3")}</li>
        </ol>
        <div style={{ display: "flex", gap: 8, flexWrap: "wrap" }}>
          <Button component={Link} to="/token-configs/new">
            {t("tokens.add")}
          </Button>
          {practice && (
            <Button
              variant="default"
              renderRoot={(props) => (
                <Link to="/token-configs/new/$templateId" params={{ templateId: "practice" }} {...props} />
              )}
            >
              {t("empty.practice")}
            </Button>
          )}
          <Button component={Link} to="/token-configs/import" variant="default">
            {t("empty.import")}
          </Button>
        </div>
      </div>
    </>
  );
}
