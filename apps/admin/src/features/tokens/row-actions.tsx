import { isConsented, type TokenConfigSummary } from "@grantry/schema";
import { Button } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "../../i18n.ts";
import { ActionMenu } from "../../ui/action-menu.tsx";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { type DialogName, ItemDialog } from "./item-dialogs.tsx";
import { useAuthorize, useRequestToken } from "./queries.ts";

type Actable = Pick<TokenConfigSummary, "id" | "name" | "grant" | "validity" | "token" | "usedBy">;

const RefusedDialog = lazyPart<{ name: string; error: unknown; onClose: () => void }>(
  "tokens",
  () => import("./refused-dialog.tsx"),
);

/** What an action ended with, if that was a refusal: in a row in front of the page, else beside the button. */
function Refusal({ of, name, isInRow }: { of: { error: unknown; reset: () => void }; name: string; isInRow: boolean }) {
  if (!of.error) return null;
  return isInRow ? (
    <RefusedDialog name={name} error={of.error} onClose={of.reset} />
  ) : (
    <ProblemAlert error={of.error} />
  );
}

/** The one thing to do next: authorize, here or on any device, request, or mend the settings. */
export function NextAction({
  item,
  onDevice,
  isInRow = false,
}: {
  item: Actable;
  onDevice: () => void;
  isInRow?: boolean;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const authorize = useAuthorize();
  const request = useRequestToken();
  const size = isInRow ? "xs" : "sm";
  const edit = () => void navigate({ to: "/token-configs/$id/edit", params: { id: item.id } });
  const { status, refreshTokenStatus, obtainedAt } = item.token;
  const hasRefreshToken = refreshTokenStatus === "valid" || refreshTokenStatus === "valid-without-date";
  const named = (action: string) => `${action}: ${item.name}`;
  if (item.validity !== "valid" || status === "needs-settings") {
    return (
      <Button
        variant={status === "needs-settings" ? "filled" : "default"}
        size={size}
        onClick={edit}
        aria-label={named(t("edit.short"))}
      >
        {t("edit.short")}
      </Button>
    );
  }
  if (isConsented(item.grant) && (status === "needs-authorization" || !hasRefreshToken || item.token.settingsChanged)) {
    const label = obtainedAt === null ? t("authorize") : t("authorizeAgain");
    return (
      <>
        <Button
          size={size}
          loading={authorize.isPending}
          onClick={() => (item.grant === "device_code" ? onDevice() : authorize.mutate(item.id))}
          aria-label={named(label)}
        >
          {label}
        </Button>
        <Refusal of={authorize} name={item.name} isInRow={isInRow} />
      </>
    );
  }
  return (
    <>
      <Button
        variant="default"
        size={size}
        loading={request.isPending}
        onClick={() => request.mutate({ id: item.id, grant: item.grant })}
        aria-label={named(t("requestNewToken"))}
      >
        {t("requestNewToken")}
      </Button>
      <Refusal of={request} name={item.name} isInRow={isInRow} />
    </>
  );
}

export function RowActions({ item }: { item: Actable }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const authorize = useAuthorize();
  const [asked, setAsked] = useState<DialogName>();
  const edit = () => void navigate({ to: "/token-configs/$id/edit", params: { id: item.id } });
  const choices = [
    ...(item.grant === "authorization_code"
      ? [{ label: t("authorizeAgain"), choose: () => authorize.mutate(item.id) }]
      : []),
    ...(item.grant === "device_code" ? [{ label: t("authorizeAgain"), choose: () => setAsked("device") }] : []),
    { label: t("edit.short"), choose: edit },
    { label: t("duplicate"), choose: () => setAsked("duplicate") },
    { label: t("delete"), choose: () => setAsked("delete"), isDangerous: true },
  ];
  return (
    <div style={{ display: "inline-flex", gap: 6, alignItems: "center" }}>
      <NextAction item={item} onDevice={() => setAsked("device")} isInRow />
      <ActionMenu
        label={t("moreActions", { name: item.name })}
        icon={<IconDots size={18} aria-hidden />}
        look="plain"
        sections={[{ choices }]}
      />
      <Refusal of={authorize} name={item.name} isInRow />
      <ItemDialog name={asked} item={item} onClose={() => setAsked(undefined)} />
    </div>
  );
}
