import type { Channel } from "@grantry/schema";
import { NativeSelect, type NativeSelectProps } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "../../i18n.ts";
import { sendingAccountsQuery } from "./queries.ts";

/**
 * A choice among the mail accounts that can send; its value is an id.
 * @param stored whose account is offered at once, also when it can no longer send
 */
export function SendingAccountSelect({
  stored,
  ...field
}: { stored: Channel | undefined } & Omit<NativeSelectProps, "data" | "label" | "description">) {
  const { t } = useTranslation();
  const { data: accounts } = useQuery(sendingAccountsQuery);
  const names = new Map([
    ...(stored?.mailAccountId ? [[stored.mailAccountId, stored.mailAccountName ?? ""] as const] : []),
    ...(accounts ?? []).map(({ id, name }) => [id, name] as const),
  ]);
  return (
    <NativeSelect
      label={t("channels.field.mailAccountId")}
      description={accounts?.length === 0 && t("channels.noSendingAccount")}
      data={[{ value: "", label: "–" }, ...Array.from(names, ([value, label]) => ({ value, label }))]}
      {...field}
    />
  );
}
