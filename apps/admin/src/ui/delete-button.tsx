import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "../i18n.ts";
import { Dialog } from "./dialog.tsx";
import { ProblemAlert } from "./problem-alert.tsx";

/** Deletes after a question that says what is lost. `remove` also leads away from what is gone. */
export function DeleteButton({
  question,
  loss,
  label,
  remove,
}: {
  question: string;
  loss: string;
  /** What the button is called where several stand on a page. */
  label?: string;
  remove: () => Promise<unknown>;
}) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const removal = useMutation({ mutationFn: remove, onSuccess: () => setAsking(false) });
  return (
    <>
      <Button variant="default" aria-label={label} onClick={() => setAsking(true)}>
        {t("delete")}
      </Button>
      {isAsking && (
        <Dialog title={question} onClose={() => setAsking(false)}>
          <p style={{ margin: 0 }}>{loss}</p>
          <ProblemAlert error={removal.error} />
          <div style={{ display: "flex", gap: 8, justifyContent: "flex-end" }}>
            <Button variant="default" onClick={() => setAsking(false)}>
              {t("cancel")}
            </Button>
            <Button color="red" loading={removal.isPending} onClick={() => removal.mutate()}>
              {t("delete")}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
