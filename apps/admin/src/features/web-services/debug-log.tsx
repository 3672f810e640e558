import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "../../i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { TimeInWords } from "../../ui/time-in-words.tsx";
import { debugLogQuery } from "./queries.ts";

/** The latest calls, by invoker or passed through. */
export function DebugLog({ serviceId }: { serviceId: string }) {
  const { t } = useTranslation();
  const { data, error } = useQuery(debugLogQuery(serviceId));
  return (
    <section className="panel stack" style={{ gap: 10 }}>
      <h2>{t("webServices.log")}</h2>
      <ProblemAlert error={error} />
      {data?.total === 0 && <p style={{ margin: 0 }}>{t("webServices.logEmpty")}</p>}
      <ul style={{ margin: 0, padding: 0, listStyle: "none" }} className="stack">
        {data?.items.map((call) => (
          <li key={call.id}>
            <span className="pill" data-tone={call.outcome === "ok" ? "ok" : "act"}>
              {call.status ?? call.outcome}
            </span>{" "}
            {call.invoker ?? t("webServices.passed")} · <TimeInWords instant={call.at} /> · {call.actor}
            <div className="mono">
              {call.method} {call.url}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
