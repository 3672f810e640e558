import { ApiProblem } from "@grantry/client";
import { getDocumentRoute, putDocumentRoute } from "@grantry/schema";
import { Button, Textarea } from "@mantine/core";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { tokenConfigQuery, tokenKeys } from "./queries.ts";

const yaml = "application/yaml";

const documentQuery = (id: string) =>
  queryOptions({
    queryKey: [...tokenKeys.all, "document", id],
    queryFn: async () => {
      const { data, etag } = await api.call(getDocumentRoute, { params: { id }, headers: { accept: yaml } });
      return { text: typeof data === "string" ? data : JSON.stringify(data, null, 2), etag };
    },
    staleTime: Number.POSITIVE_INFINITY, // the ground under an editor does not move
  });

/** The whole document of a configuration, as text: everything that the form does not know as well. */
export function DocumentPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/signed-in/token-configs/$id/document" });
  const { data: config } = useQuery(tokenConfigQuery(id));
  const { data, error } = useQuery(documentQuery(id));
  const name = config?.tokenConfig.name ?? "";
  usePageTitle(t("document.title", { name }));
  return (
    <>
      <div className="page-head">
        <div>
          <div className="crumb">
            <Link to="/">{t("tokens.title")}</Link> /{" "}
            <Link to="/token-configs/$id" params={{ id }}>
              {name}
            </Link>{" "}
            /
          </div>
          <h1>{t("document.title", { name })}</h1>
          <p>{t("document.summary")}</p>
        </div>
      </div>
      <ProblemAlert error={error} />
      {data && (
        <div className="columns">
          <DocumentForm key={data.etag} id={id} read={data} />
          <MappingGuide />
        </div>
      )}
    </>
  );
}

function DocumentForm({ id, read }: { id: string; read: { text: string; etag: string | null } }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { formState, handleSubmit, register, setFocus } = useForm({ defaultValues: { text: read.text } });
  const save = useMutation({
    mutationFn: ({ text }: { text: string }) =>
      api.call(putDocumentRoute, {
        params: { id },
        body: text,
        headers: { "if-match": read.etag ?? "", "content-type": yaml },
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: tokenKeys.all }),
    onError: () => setFocus("text"),
  });
  const places = save.error instanceof ApiProblem ? (save.error.problem.errors ?? []) : [];
  return (
    <form className="panel stack" onSubmit={handleSubmit((values) => save.mutate(values))}>
      <Textarea
        label="YAML"
        rows={32}
        spellCheck={false}
        classNames={{ input: "mono" }}
        aria-invalid={save.isError}
        {...register("text")}
      />
      <ProblemAlert error={save.error} />
      {places.length > 0 && (
        <ul className="note" style={{ margin: 0 }}>
          {places.map(({ pointer, message }) => (
            <li key={pointer}>
              <code>{pointer}</code> {message}
            </li>
          ))}
        </ul>
      )}
      <div style={{ display: "flex", gap: 12, alignItems: "center" }}>
        <Button type="submit" loading={save.isPending} disabled={!formState.isDirty}>
          {t("save")}
        </Button>
        <span role="status" className="muted">
          {save.isSuccess && t("edit.saved")}
        </span>
      </div>
    </form>
  );
}

/** What the mapping means, in the order in which a request is put together. */
function MappingGuide() {
  const { t } = useTranslation();
  const parts = ["url", "parameters", "autofilled", "response", "own", "secret"] as const;
  return (
    <aside className="panel stack" style={{ gap: 10 }}>
      <h2>{t("document.guide")}</h2>
      {parts.map((part) => (
        <p key={part} className="note" style={{ margin: 0 }}>
          {t(`document.${part}`)}
        </p>
      ))}
    </aside>
  );
}
