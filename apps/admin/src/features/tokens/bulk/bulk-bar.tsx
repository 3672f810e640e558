import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "../../../i18n.ts";
import type { BulkActionName } from "./actions.ts";
import { BulkDialog } from "./bulk-dialog.tsx";
import type { Chosen, Selection } from "./selection.ts";
import { useBulkRun } from "./use-bulk-run.ts";
import "./bulk.css";

/**
 * What can be done to all that is ticked, in front of the page's end, so that nothing moves. What was refused stays
 * ticked; a run goes on behind the closed dialog.
 */
export default function BulkBar({ selection, page }: { selection: Selection; page: readonly Chosen[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<BulkActionName>();
  const [isShown, setIsShown] = useState(false);
  const run = useBulkRun((item) => selection.set([item], false));
  const items = [...selection.chosen.values()];
  const ask = (name: BulkActionName) => {
    run.forget();
    setAsked(name);
    setIsShown(true);
  };
  const exportChosen = () =>
    void navigate({
      to: "/token-configs/export",
      state: { chosenTokenConfigs: items.map(({ id, name }) => ({ id, name })) },
    });
  const isWholePage = page.every(({ id }) => selection.chosen.has(id));
  return (
    <>
      {(items.length > 0 || run.isRunning) && (
        <section className="bulk-bar" aria-label={t("bulk.label")}>
          <span>
            {run.isRunning
              ? t("bulk.progress", { done: run.rows.filter(isEnded).length, all: run.rows.length })
              : t("bulk.count", { count: items.length })}
          </span>
          {run.isRunning ? (
            <Button size="xs" variant="default" onClick={() => setIsShown(true)}>
              {t("bulk.show")}
            </Button>
          ) : (
            <>
              <Button size="xs" variant="default" onClick={() => ask("request")}>
                {t("bulk.request")}
              </Button>
              <Button size="xs" variant="default" onClick={() => ask("validity")}>
                {t("bulk.validity")}
              </Button>
              <Button size="xs" variant="default" onClick={exportChosen}>
                {t("bulk.export")}
              </Button>
              <Button size="xs" variant="default" onClick={() => ask("delete")}>
                {t("bulk.delete")}
              </Button>
              {!isWholePage && (
                <Button size="xs" variant="subtle" onClick={() => selection.set(page, true)}>
                  {t("bulk.wholePage", { count: page.length })}
                </Button>
              )}
              <Button size="xs" variant="subtle" onClick={selection.clear}>
                {t("bulk.clear")}
              </Button>
            </>
          )}
        </section>
      )}
      {asked && isShown && <BulkDialog name={asked} items={items} run={run} onClose={() => setIsShown(false)} />}
    </>
  );
}

const isEnded = ({ outcome }: { outcome: string }) => outcome !== "waiting";
