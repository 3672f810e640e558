import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "../../i18n.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { AddSteps } from "./add-steps.tsx";
import { AddTemplate, RemoveTemplate } from "./own-templates.tsx";
import { templatesQuery } from "./queries.ts";

const groups = ["practice", "own", "mail", "business", "generic"] as const;

export function TemplatePickerPage() {
  const { t } = useTranslation();
  usePageTitle(t("add.title"));
  const { data, error } = useQuery(templatesQuery());
  const offered = data?.templates ?? [];
  return (
    <>
      <PageHead crumb={<Link to="/">{t("tokens.title")}</Link>} title={t("add.title")} summary={t("add.choose")} />
      <AddSteps current={1} />
      <ProblemAlert error={error} />
      <div className="stack">
        {groups.map((group) => {
          const templates = offered.filter((template) => template.group === group);
          if (templates.length === 0) return null;
          return (
            <section key={group} aria-label={t(`templateGroup.${group}`)}>
              <h2 style={{ marginBottom: 8 }}>{t(`templateGroup.${group}`)}</h2>
              <div className="templates">
                {templates.map((template) => (
                  <div key={template.id}>
                    <Link to="/token-configs/new/$templateId" params={{ templateId: template.id }} className="template">
                      <span className="initials" aria-hidden>
                        {template.name.replace(/[^A-Z]/g, "").slice(0, 2)}
                      </span>
                      <span>
                        <strong>{template.name}</strong>
                        <span className="note">
                          {t(`grant.${template.grant}`)}. {template.summary}
                        </span>
                      </span>
                    </Link>
                    {group === "own" && <RemoveTemplate id={template.id} name={template.name} />}
                  </div>
                ))}
              </div>
            </section>
          );
        })}
        <AddTemplate />
      </div>
    </>
  );
}
