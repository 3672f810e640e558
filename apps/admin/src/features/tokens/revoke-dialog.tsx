import type { TokenConfigSummary } from "@grantry/schema";
import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "../../i18n.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { useRevokeToken } from "./queries.ts";
import { UserList } from "./user-list.tsx";

/** Asks before a grant is given back, names who is without a token then, and says where the provider has no part in it. */
export default function RevokeDialog({
  item,
  onClose,
}: {
  item: Pick<TokenConfigSummary, "id" | "name" | "usedBy">;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const revoke = useRevokeToken();
  const [forgetAnyway, setForgetAnyway] = useState(false);
  const ended = revoke.data?.atProvider;
  const begin = () =>
    revoke.mutate(
      { id: item.id, forgetAnyway },
      { onSuccess: ({ atProvider }) => atProvider === "revoked" && onClose() },
    );
  if (ended !== undefined && ended !== "revoked") {
    return (
      <Dialog title={t("revokeDialog.title", { name: item.name })} onClose={onClose}>
        <p style={{ margin: 0 }} role="status">
          {t(`revokeDialog.done.${ended}`)}
        </p>
        <Button style={{ justifySelf: "end" }} onClick={onClose}>
          {t("revokeDialog.close")}
        </Button>
      </Dialog>
    );
  }
  return (
    <Dialog title={t("revokeDialog.title", { name: item.name })} onClose={onClose}>
      <p style={{ margin: 0 }}>{t("revokeDialog.detail")}</p>
      {item.usedBy.length > 0 && (
        <>
          <p style={{ margin: 0 }}>{t("revokeDialog.users")}</p>
          <UserList users={item.usedBy} />
        </>
      )}
      <ProblemAlert error={revoke.error} />
      {revoke.error && (
        <Checkbox
          label={t("revokeDialog.forgetAnyway")}
          checked={forgetAnyway}
          onChange={(event) => setForgetAnyway(event.currentTarget.checked)}
        />
      )}
      <div style={{ display: "flex", gap: 8, justifyContent: "flex-end" }}>
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button color="red" loading={revoke.isPending} onClick={begin}>
          {t("revokeDialog.confirm")}
        </Button>
      </div>
    </Dialog>
  );
}
