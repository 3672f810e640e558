import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "../../i18n.ts";
import { EventsTable } from "./events-table.tsx";

/** What people and the clock did to one configuration. */
export function TokenTrail() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/signed-in/token-configs/$id" });
  return (
    <section className="panel" style={{ padding: 0, overflow: "hidden" }} aria-labelledby="trail">
      <div
        style={{
          display: "flex",
          flexWrap: "wrap",
          justifyContent: "space-between",
          gap: "4px 12px",
          padding: "20px 20px 8px",
        }}
      >
        <h2 id="trail">{t("activity.trail")}</h2>
        <Link to="/activity" search={{ subjectId: id }} className="note">
          {t("activity.all")}
        </Link>
      </div>
      <EventsTable filter={{ subjectId: id }} limit={10} />
    </section>
  );
}
