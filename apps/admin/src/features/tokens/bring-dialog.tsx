import { bringRefreshTokenRoute, type TokenConfigSummary } from "@grantry/schema";
import { Button, PasswordInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { sayFieldError, showProblemAtFields } from "../../ui/field-errors.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { tokenKeys } from "./queries.ts";

/** Takes a refresh token that was got elsewhere; it is kept when the provider gives a token for it. */
export default function BringDialog({
  item,
  onClose,
}: {
  item: Pick<TokenConfigSummary, "id" | "name">;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { formState, handleSubmit, register, setError } = useForm({ defaultValues: { refreshToken: "" } });
  const bring = useMutation({
    mutationFn: (body: { refreshToken: string }) => api.call(bringRefreshTokenRoute, { params: { id: item.id }, body }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: tokenKeys.all });
      onClose();
    },
    onError: (error) => showProblemAtFields(error, ["refreshToken"], setError),
  });
  return (
    <Dialog title={t("bringDialog.title", { name: item.name })} onClose={onClose}>
      <form className="stack" noValidate onSubmit={handleSubmit((values) => bring.mutate(values))}>
        <p style={{ margin: 0 }}>{t("bringDialog.detail")}</p>
        <PasswordInput
          label={t("bringDialog.refreshToken")}
          autoComplete="off"
          data-autofocus
          error={sayFieldError(formState.errors.refreshToken)}
          {...register("refreshToken")}
        />
        {!formState.errors.refreshToken && <ProblemAlert error={bring.error} />}
        <div style={{ display: "flex", gap: 8, justifyContent: "flex-end" }}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={bring.isPending}>
            {t("bringDialog.confirm")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
