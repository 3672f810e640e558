import { runInvokerRoute } from "@grantry/schema";
import { Button, NativeSelect, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { invokersQuery, webServiceKeys } from "./queries.ts";
import { dataOf } from "./sample-data.ts";

/** Runs an invoker with sample data, and shows the answer with the facts of the call. */
export function TryInvoker({ serviceId }: { serviceId: string }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { data: invokers = [] } = useQuery(invokersQuery(serviceId));
  const [chosen, setChosen] = useState<string>();
  const [typed, setTyped] = useState<string>();
  const invoker = invokers.find((one) => one.name === chosen) ?? invokers[0];
  const name = invoker?.name ?? "";
  const text = typed ?? JSON.stringify(invoker?.sample ?? {}, null, 1);
  const data = dataOf(text);
  const run = useMutation({
    mutationFn: async (given: Record<string, unknown>) =>
      (await api.call(runInvokerRoute, { params: { id: serviceId, name }, body: { data: given } })).data,
    onSettled: () => queryClient.invalidateQueries({ queryKey: [...webServiceKeys.all, serviceId, "debug-log"] }),
  });
  if (invokers.length === 0)
    return (
      <p className="panel" style={{ margin: 0 }}>
        {t("webServices.noInvokers")}
      </p>
    );
  return (
    <section className="panel stack" style={{ gap: 12 }}>
      <h2>{t("webServices.try")}</h2>
      <NativeSelect
        label={t("webServices.invoker")}
        data={invokers.map((invoker) => ({
          value: invoker.name,
          label: `${invoker.name} · ${invoker.method} ${invoker.path}`,
        }))}
        value={name}
        onChange={({ currentTarget: { value } }) => {
          setChosen(value);
          setTyped(undefined); // each has a sample of its own
        }}
      />
      <Textarea
        label={t("webServices.data")}
        rows={4}
        value={text}
        error={data === undefined && t("webServices.notJson")}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
      />
      <div>
        <Button loading={run.isPending} disabled={data === undefined} onClick={() => data && run.mutate(data)}>
          {t("webServices.run")}
        </Button>
      </div>
      <div aria-live="polite" className="stack" style={{ gap: 8 }}>
        <ProblemAlert error={run.error} />
        {run.data && (
          <>
            <p style={{ margin: 0 }}>
              <strong>{run.data.status}</strong> · {t("webServices.took", { ms: run.data.durationMs })}
              {run.data.tokenRenewed && ` · ${t("webServices.renewed")}`}
            </p>
            {run.data.complaint && (
              <div className="failure">
                <p>
                  <strong>{run.data.complaint.title}.</strong> {run.data.complaint.detail}
                </p>
                <p>{run.data.complaint.action}</p>
              </div>
            )}
            <pre className="mono" style={{ margin: 0, whiteSpace: "pre-wrap" }}>
              {run.data.body}
            </pre>
          </>
        )}
      </div>
    </section>
  );
}
