import type { MailAccount } from "@grantry/schema";
import { IconAlertCircle, IconCheck, IconClock, IconMinus, IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "../../i18n.ts";
import type { Look } from "../../ui/status-pill.tsx";

const looks: Readonly<Record<MailAccount["state"], Look>> = {
  working: { tone: "ok", icon: IconCheck },
  fetching: { tone: "ok", icon: IconRefresh },
  "never-fetched": { tone: "wait", icon: IconClock },
  failing: { tone: "act", icon: IconAlertCircle },
  "not-in-use": { tone: "off", icon: IconMinus },
};

/** How fetching stands, by icon and word; the colour only repeats them. */
export function MailAccountStatePill({ state }: { state: MailAccount["state"] }) {
  const { t } = useTranslation();
  const { tone, icon: Icon } = looks[state];
  return (
    <span className="pill" data-tone={tone}>
      <Icon size={14} aria-hidden />
      {t(`mailAccounts.state.${state}`)}
    </span>
  );
}
