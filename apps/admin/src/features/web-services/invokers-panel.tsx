import { createInvokerRoute, getInvokerRoute, type InvokerInput, updateInvokerRoute } from "@grantry/schema";
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { InvokerForm, type InvokerValues } from "./invoker-form.tsx";
import { InvokerList } from "./invoker-list.tsx";
import { invokersQuery, webServiceKeys } from "./queries.ts";

/** What is being written: a new invoker, or a stored one in the version that was read. */
interface Draft {
  readonly storedName: string | null;
  readonly etag: string | null;
  readonly values: InvokerValues;
}

/** The invokers of a service, and the form for one of them. */
export function InvokersPanel({ serviceId, type }: { serviceId: string; type: "rest" | "soap" }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { data: invokers = [], error } = useQuery(invokersQuery(serviceId));
  const [draft, setDraft] = useState<Draft>();
  const refetch = () => queryClient.invalidateQueries({ queryKey: webServiceKeys.all });
  const open = useMutation({
    mutationFn: async (name: string) => api.call(getInvokerRoute, { params: { id: serviceId, name } }),
    onSuccess: ({ data, etag }) => setDraft({ storedName: data.name, etag, values: data }),
  });
  const save = useMutation({
    mutationFn: (body: InvokerInput): Promise<unknown> =>
      draft?.storedName
        ? api.call(updateInvokerRoute, {
            params: { id: serviceId, name: draft.storedName },
            body,
            headers: draft.etag === null ? {} : { "if-match": draft.etag },
          })
        : api.call(createInvokerRoute, { params: { id: serviceId }, body }),
    onSuccess: async () => {
      await refetch(); // first: what is tried next is what was saved
      setDraft(undefined);
    },
  });
  const begin = (next: Draft | undefined) => {
    save.reset();
    setDraft(next);
  };
  if (draft)
    return (
      <InvokerForm
        key={draft.storedName}
        title={draft.storedName ?? t("webServices.addInvoker")}
        type={type}
        values={draft.values}
        error={save.error}
        isSaving={save.isPending}
        onSave={(values) => save.mutate(values)}
        onCancel={() => begin(undefined)}
      />
    );
  return (
    <section className="panel stack" style={{ gap: 10 }} aria-label={t("webServices.invokers")}>
      <h2>{t("webServices.invokers")}</h2>
      <ProblemAlert error={error ?? open.error} />
      <InvokerList serviceId={serviceId} invokers={invokers} onEdit={(name) => open.mutate(name)} onDeleted={refetch} />
      <div style={{ display: "flex", gap: 8, flexWrap: "wrap" }}>
        <Button variant="default" onClick={() => begin({ storedName: null, etag: null, values: newInvoker(type) })}>
          {t("webServices.addInvoker")}
        </Button>
        {type === "rest" && (
          <Button component={Link} to={`/web-services/${serviceId}/import`} variant="default">
            {t("webServices.openApi.title")}
          </Button>
        )}
      </div>
    </section>
  );
}

function newInvoker(type: "rest" | "soap"): InvokerValues {
  const isSoap = type === "soap";
  const body = isSoap ? ({ type: "xml", template: "" } as const) : ({ type: "none" } as const);
  return {
    name: "",
    method: isSoap ? "POST" : "GET",
    path: "",
    query: [],
    body,
    soapAction: "",
    returns: "",
    sample: {},
  };
}
