import { deleteMailAccountRoute, type MailAccount, updateMailAccountRoute } from "@grantry/schema";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { DeleteButton } from "../../ui/delete-button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { CheckPanel } from "./check-panel.tsx";
import { FetchPanel } from "./fetch-panel.tsx";
import { MailAccountForm, type MailAccountValues } from "./mail-account-form.tsx";
import { MailAccountStatePill } from "./mail-account-state-pill.tsx";
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
        summary={<MailAccountStatePill state={mailAccount.state} />}
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
  return (
    <DeleteButton
      question={t("mailAccounts.deleteTitle", { name })}
      loss={t("mailAccounts.deleteDetail")}
      remove={async () => {
        await api.call(deleteMailAccountRoute, { params: { id } });
        await navigate({ to: "/mail-accounts" });
        await queryClient.invalidateQueries({ queryKey: [...mailAccountKeys.all, "list"] });
      }}
    />
  );
}
