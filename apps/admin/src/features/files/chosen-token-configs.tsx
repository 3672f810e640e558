import { listTokenConfigsRoute } from "@grantry/schema";
import { Checkbox, TextInput } from "@mantine/core";
import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";

/** What is offered at once; a search narrows it. */
const OFFERED = 20;

export interface ChosenTokenConfig {
  readonly id: string;
  readonly name: string;
}

const offeredQuery = (q: string) =>
  queryOptions({
    queryKey: ["token-configs", "to-export", q],
    queryFn: async () => (await api.call(listTokenConfigsRoute, { query: { q, pageSize: OFFERED } })).data,
    placeholderData: keepPreviousData,
  });

/** Configurations to tick, found by search; what is ticked stays in sight whatever is searched for next. */
export function ChosenTokenConfigs({
  chosen,
  onChange,
}: {
  chosen: readonly ChosenTokenConfig[];
  onChange: (chosen: readonly ChosenTokenConfig[]) => void;
}) {
  const { t } = useTranslation();
  const [q, setQ] = useState("");
  const { data, error } = useQuery(offeredQuery(q));
  const isChosen = ({ id }: ChosenTokenConfig) => chosen.some((one) => one.id === id);
  const found = data?.items.filter((item) => !isChosen(item)) ?? [];
  const toggle = ({ id, name }: ChosenTokenConfig) =>
    onChange(isChosen({ id, name }) ? chosen.filter((one) => one.id !== id) : [...chosen, { id, name }]);
  const more = (data?.total ?? 0) - (data?.items.length ?? 0);
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0, display: "grid", gap: 8 }}>
      <legend>{t("export.chosenCount", { count: chosen.length })}</legend>
      <TextInput label={t("export.find")} value={q} onChange={(event) => setQ(event.currentTarget.value)} />
      <ProblemAlert error={error} />
      {[...chosen, ...found].map((tokenConfig) => (
        <Checkbox
          key={tokenConfig.id}
          label={tokenConfig.name}
          checked={isChosen(tokenConfig)}
          onChange={() => toggle(tokenConfig)}
        />
      ))}
      {more > 0 && <p className="note">{t("export.more", { count: more })}</p>}
    </fieldset>
  );
}
