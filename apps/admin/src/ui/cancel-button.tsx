import { Button } from "@mantine/core";
import { useTranslation } from "../i18n.ts";
import { keepsFocus } from "./keeps-focus.ts";

/** Leaves a form for where its user came from. `onCancel`: what is to be forgotten first. */
export function CancelButton({ onCancel }: { onCancel?: () => void }) {
  const { t } = useTranslation();
  return (
    <Button
      {...keepsFocus}
      variant="subtle"
      color="gray"
      onClick={() => {
        onCancel?.();
        history.back();
      }}
    >
      {t("cancel")}
    </Button>
  );
}
