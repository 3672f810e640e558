import { routeAt } from "@grantry/client";
import type { addTemplateRoute, removeTemplateRoute } from "@grantry/schema";
import { Button, FileButton } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { AskFirstButton } from "../../ui/ask-first-button.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";

const routes = {
  addTemplate: routeAt<typeof addTemplateRoute>("post", "/templates"),
  removeTemplate: routeAt<typeof removeTemplateRoute>("delete", "/templates/{id}"),
};

function useTemplatesChange<Input, Output>(change: (input: Input) => Promise<Output>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["templates"] }),
  });
}

/** Makes a template from a file: a configuration of the other system, or of this one. */
export function AddTemplate() {
  const { t } = useTranslation();
  const add = useTemplatesChange(async (file: File) =>
    api.call(routes.addTemplate, { body: await file.text(), headers: { "content-type": "application/yaml" } }),
  );
  return (
    <section className="panel stack" style={{ gap: 10 }} aria-label={t("ownTemplate.title")}>
      <div>
        <h2>{t("ownTemplate.title")}</h2>
        <p className="note" style={{ margin: "2px 0 0" }}>
          {t("ownTemplate.help")}
        </p>
      </div>
      <div style={{ display: "flex", gap: 12, alignItems: "center", flexWrap: "wrap" }}>
        <FileButton accept=".yml,.yaml,.json" onChange={(file) => file && add.mutate(file)}>
          {(props) => (
            <Button {...props} variant="default" size="xs" loading={add.isPending}>
              {t("ownTemplate.add")}
            </Button>
          )}
        </FileButton>
        <span role="status" className="muted">
          {add.isSuccess && t("ownTemplate.added", { name: add.data.data.name })}
        </span>
      </div>
      <ProblemAlert error={add.error} />
    </section>
  );
}

/** Removes a template of one's own. */
export function RemoveTemplate({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation();
  const remove = useTemplatesChange((template: string) =>
    api.call(routes.removeTemplate, { params: { id: template } }),
  );
  return (
    <div>
      <AskFirstButton
        look="plain"
        label={t("ownTemplate.remove", { name })}
        question={t("ownTemplate.removeReally", { name })}
        act={() => remove.mutateAsync(id)}
      />
    </div>
  );
}
