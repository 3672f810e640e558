import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "../../i18n.ts";
import { AskFirstButton } from "../../ui/ask-first-button.tsx";

/** Removes a secret or a key, which any screen may have told of. */
export function RemoveProof({ remove }: { remove: () => Promise<unknown> }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  return (
    <AskFirstButton
      look="plain"
      label={t("apps.remove")}
      question={t("apps.removeReally")}
      act={async () => {
        await remove();
        await queryClient.invalidateQueries();
      }}
    />
  );
}
