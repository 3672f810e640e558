import { Button } from "@mantine/core";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { useTranslation } from "../i18n.ts";
import { usePageTitle } from "../ui/page-title.ts";
import { ProblemAlert } from "../ui/problem-alert.tsx";

export function NotFoundPage() {
  const { t } = useTranslation();
  usePageTitle(t("notFound.title"));
  return (
    <main className="centered">
      <div className="panel stack">
        <h1>{t("notFound.title")}</h1>
        <p>{t("notFound.detail")}</p>
        <Button component="a" href="/">
          {t("toOverview")}
        </Button>
      </div>
    </main>
  );
}

export function ErrorPage({ error }: ErrorComponentProps) {
  const { t } = useTranslation();
  usePageTitle(t("broken.title"));
  return (
    <main className="centered">
      <div className="panel stack">
        <h1>{t("broken.title")}</h1>
        <ProblemAlert error={error} />
        <Button onClick={() => location.reload()}>{t("broken.reload")}</Button>
      </div>
    </main>
  );
}
