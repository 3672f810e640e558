import { duplicateTokenConfigRoute, type TokenConfigSummary } from "@grantry/schema";
import { Button, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { sayFieldError, showProblemAtFields } from "../../ui/field-errors.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { tokenKeys } from "./queries.ts";

/** Asks for the name of a configuration that is like another one, and leads to it. */
export default function DuplicateDialog({
  item,
  onClose,
}: {
  item: Pick<TokenConfigSummary, "id" | "name">;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { formState, handleSubmit, register, setError } = useForm({
    defaultValues: { name: t("duplicateDialog.suggestion", { name: item.name }) },
  });
  const duplicate = useMutation({
    mutationFn: async ({ name }: { name: string }) =>
      (await api.call(duplicateTokenConfigRoute, { params: { id: item.id }, body: { name } })).data,
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: tokenKeys.all });
      await navigate({ to: "/token-configs/$id", params: { id } });
      onClose();
    },
    onError: (error) => showProblemAtFields(error, ["name"], setError),
  });
  return (
    <Dialog title={t("duplicateDialog.title", { name: item.name })} onClose={onClose}>
      <form className="stack" noValidate onSubmit={handleSubmit((values) => duplicate.mutate(values))}>
        <p style={{ margin: 0 }}>{t("duplicateDialog.detail")}</p>
        <TextInput
          label={t("field.name")}
          data-autofocus
          maxLength={300}
          error={sayFieldError(formState.errors.name)}
          {...register("name")}
        />
        {!formState.errors.name && <ProblemAlert error={duplicate.error} />}
        <div style={{ display: "flex", gap: 8, justifyContent: "flex-end" }}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={duplicate.isPending}>
            {t("duplicate")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
