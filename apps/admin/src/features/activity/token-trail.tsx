import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "../../i18n.ts";
import { EventsTable } from "./events-table.tsx";

/** What people and the clock did to one configuration. */
export function TokenTrail() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/signed-in/token-configs/$id" });
  return (
    <section className="panel" style={{ padding: 0, overflow: "hidden" }} aria-labelledby="trail">
      <div style={{ padding: "16px 16px 4px" }}>
        <h2 id="trail">{t("activity.trail")}</h2>
        <p className="note">
          <Link to="/activity" search={{ subjectId: id }}>
            {t("activity.all")}
          </Link>
        </p>
      </div>
      <EventsTable filter={{ subjectId: id }} limit={10} />
    </section>
  );
}
