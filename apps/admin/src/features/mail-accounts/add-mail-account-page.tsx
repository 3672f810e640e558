import { createMailAccountRoute } from "@grantry/schema";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { MailAccountForm, type MailAccountValues } from "./mail-account-form.tsx";
import { mailAccountKeys } from "./queries.ts";

const fresh: MailAccountValues = {
  name: "",
  type: "IMAPS",
  host: "",
  login: "",
  authentication: "oauth2_token",
  tokenConfigId: null,
  folder: "INBOX",
  dispatching: "From",
  delivery: "keep",
  validity: "valid",
};

export function AddMailAccountPage() {
  const { t } = useTranslation();
  usePageTitle(t("mailAccounts.add"));
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: async (body: MailAccountValues) => (await api.call(createMailAccountRoute, { body })).data,
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: mailAccountKeys.all });
      await navigate({ to: "/mail-accounts/$id", params: { id }, replace: true });
    },
  });
  return (
    <>
      <PageHead crumb={<Link to="/mail-accounts">{t("mailAccounts.title")}</Link>} title={t("mailAccounts.add")} />
      <div style={{ maxWidth: 560 }}>
        <MailAccountForm
          values={fresh}
          error={create.error}
          isSaving={create.isPending}
          onSave={(values) => create.mutate(values)}
        />
      </div>
    </>
  );
}
