import type { TokenConfigSummary } from "@grantry/schema";
import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "../../i18n.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { useDeleteTokenConfig } from "./queries.ts";
import { UserList } from "./user-list.tsx";

/** Asks before a configuration goes, and says what goes with it. What is in use stays. */
export default function DeleteDialog({
  item,
  onClose,
}: {
  item: Pick<TokenConfigSummary, "id" | "name" | "usedBy">;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const remove = useDeleteTokenConfig();
  const isUsed = item.usedBy.length > 0;
  return (
    <Dialog title={t("deleteDialog.title", { name: item.name })} onClose={onClose}>
      <p style={{ margin: 0 }}>{t(isUsed ? "deleteDialog.inUse" : "deleteDialog.detail")}</p>
      {isUsed && <UserList users={item.usedBy} />}
      <ProblemAlert error={remove.error} />
      <div style={{ display: "flex", gap: 8, justifyContent: "flex-end" }}>
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        {!isUsed && (
          <Button
            color="red"
            loading={remove.isPending}
            onClick={() => remove.mutate(item.id, { onSuccess: () => void navigate({ to: "/" }).then(onClose) })}
          >
            {t("deleteDialog.confirm")}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
