import { deleteMailAccountRoute, type MailAccount, updateMailAccountRoute } from "@grantry/schema";
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { CheckPanel } from "./check-panel.tsx";
import { FetchPanel } from "./fetch-panel.tsx";
import { MailAccountForm, type MailAccountValues } from "./mail-account-form.tsx";
import { mailAccountKeys, mailAccountQuery } from "./queries.ts";
import { SendPanel } from "./send-panel.tsx";

/** One mail account: how it is reached, whether that works, and what its fetches brought. */
export function MailAccountPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/signed-in/mail-accounts/$id" });
  const { data, error } = useQuery(mailAccountQuery(id));
  usePageTitle(data?.mailAccount.name ?? t("mailAccounts.title"));
  if (!data) return <ProblemAlert error={error} />;
  const { mailAccount, etag } = data;
  return (
    <>
      <PageHead
        crumb={<Link to="/mail-accounts">{t("mailAccounts.title")}</Link>}
        title={mailAccount.name}
        summary={t(`mailAccounts.state.${mailAccount.state}`)}
      >
        <DeleteMailAccount mailAccount={mailAccount} />
      </PageHead>
      <div className="columns">
        <EditMailAccount key={etag} mailAccount={mailAccount} etag={etag} />
        <div className="stack">
          <CheckPanel id={id} />
          <FetchPanel id={id} />
          {(mailAccount.smtpHost !== "" || mailAccount.type === "MSGraph") && <SendPanel id={id} />}
        </div>
      </div>
    </>
  );
}

function EditMailAccount({ mailAccount, etag }: { mailAccount: MailAccount; etag: string | null }) {
  const queryClient = useQueryClient();
  const { id } = mailAccount;
  const update = useMutation({
    mutationFn: (body: MailAccountValues) =>
      api.call(updateMailAccountRoute, { params: { id }, body, headers: etag === null ? {} : { "if-match": etag } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: mailAccountKeys.all }),
  });
  return (
    <MailAccountForm
      values={mailAccount}
      stored={mailAccount}
      error={update.error}
      isSaving={update.isPending}
      onSave={(values) => update.mutate(values)}
    />
  );
}

function DeleteMailAccount({ mailAccount: { id, name } }: { mailAccount: MailAccount }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => api.call(deleteMailAccountRoute, { params: { id } }),
    onSuccess: async () => {
      await navigate({ to: "/mail-accounts" });
      await queryClient.invalidateQueries({ queryKey: [...mailAccountKeys.all, "list"] });
    },
  });
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t("delete")}
      </Button>
      {isAsking && (
        <Dialog title={t("mailAccounts.deleteTitle", { name })} onClose={() => setAsking(false)}>
          <p style={{ margin: 0 }}>{t("mailAccounts.deleteDetail")}</p>
          <ProblemAlert error={remove.error} />
          <div style={{ display: "flex", gap: 8, justifyContent: "flex-end" }}>
            <Button variant="default" onClick={() => setAsking(false)}>
              {t("cancel")}
            </Button>
            <Button color="red.8" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t("delete")}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
