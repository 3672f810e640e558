import { explainShownErrorRoute, type TokenConfigSummary } from "@grantry/schema";
import { Button, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { LastError } from "./last-error.tsx";

/** Explains an error that the provider's sign-in page shows and never sends back. */
export default function ShownErrorDialog({
  item,
  onClose,
}: {
  item: Pick<TokenConfigSummary, "name">;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const explain = useMutation({
    mutationFn: async () => (await api.call(explainShownErrorRoute, { body: { text } })).data,
  });
  return (
    <Dialog title={t("shownError.title", { name: item.name })} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          explain.mutate();
        }}
      >
        <Textarea
          label={t("shownError.text")}
          description={t("shownError.help")}
          placeholder="Error 400: redirect_uri_mismatch"
          autosize
          minRows={3}
          maxRows={8}
          maxLength={5_000}
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div role="status">{explain.data && <LastError problem={explain.data} />}</div>
        <ProblemAlert error={explain.error} />
        <div style={{ display: "flex", gap: 8, justifyContent: "flex-end" }}>
          <Button variant="default" onClick={onClose}>
            {t("testDialog.close")}
          </Button>
          <Button type="submit" disabled={text.trim() === ""} loading={explain.isPending}>
            {t("shownError.explain")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
