import { Button } from "@mantine/core";
import { useTranslation } from "../../i18n.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";

/** Why an action of a row was refused: the table has no room for it. */
export default function RefusedDialog({ name, error, onClose }: { name: string; error: unknown; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={name} onClose={onClose}>
      <ProblemAlert error={error} />
      <Button variant="default" onClick={onClose} style={{ justifySelf: "end" }}>
        {t("refusedDialog.close")}
      </Button>
    </Dialog>
  );
}
