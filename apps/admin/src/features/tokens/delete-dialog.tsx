import type { TokenConfigSummary } from "@grantry/schema";
import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "../../i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { useDeleteTokenConfig } from "./queries.ts";

/** Asks before a configuration goes, and says what goes with it. */
export function DeleteDialog({
  item,
  onClose,
}: {
  item: Pick<TokenConfigSummary, "id" | "name">;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const navigate = useNavigate();
  const remove = useDeleteTokenConfig();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="panel"
      onClose={onClose}
      aria-labelledby="delete-title"
      style={{ maxWidth: 440, color: "inherit", textAlign: "left", whiteSpace: "normal" }}
    >
      <div className="stack">
        <h2 id="delete-title">{t("deleteDialog.title", { name: item.name })}</h2>
        <p style={{ margin: 0 }}>{t("deleteDialog.detail")}</p>
        <ProblemAlert error={remove.error} />
        <div style={{ display: "flex", gap: 8, justifyContent: "flex-end" }}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button
            color="red.8"
            loading={remove.isPending}
            onClick={() => remove.mutate(item.id, { onSuccess: () => void navigate({ to: "/" }).then(onClose) })}
          >
            {t("deleteDialog.confirm")}
          </Button>
        </div>
      </div>
    </dialog>
  );
}
