import type { RefreshTokenStatus, TokenStatus } from "@grantry/schema";
import { IconAlertCircle, IconCheck, IconClock, IconMinus, IconRefresh } from "@tabler/icons-react";
import type { ComponentType } from "react";
import { useTranslation } from "../i18n.ts";

type Tone = "ok" | "wait" | "act" | "off";

/** How a status is shown: its colour, and an icon beside its word. */
export interface Look {
  readonly tone: Tone;
  readonly icon: ComponentType<{ size: number; "aria-hidden": true }>;
}

const act: Look = { tone: "act", icon: IconAlertCircle };
const tokenLooks: Readonly<Record<TokenStatus, Look>> = {
  "never-requested": { tone: "wait", icon: IconClock },
  valid: { tone: "ok", icon: IconCheck },
  due: { tone: "ok", icon: IconRefresh },
  refreshing: { tone: "ok", icon: IconRefresh },
  expired: { tone: "wait", icon: IconClock },
  failing: { tone: "wait", icon: IconRefresh },
  "needs-authorization": act,
  "needs-settings": act,
  "needs-provider-admin": act,
  "not-in-use": { tone: "off", icon: IconMinus },
};

const refreshTones: Readonly<Record<RefreshTokenStatus, Tone>> = {
  none: "off",
  valid: "ok",
  "valid-without-date": "ok",
  expired: "act",
  revoked: "act",
  "not-configured": "off",
  "not-applicable": "off",
};

export function toneOf(status: TokenStatus): Tone {
  return tokenLooks[status].tone;
}

/** Icon and word; the colour only repeats them. */
export function TokenStatusPill({ status }: { status: TokenStatus }) {
  const { t } = useTranslation();
  const { tone, icon: Icon } = tokenLooks[status];
  return (
    <span className="pill" data-tone={tone}>
      <Icon size={14} aria-hidden />
      {t(`tokenStatus.${status}`)}
    </span>
  );
}

export function RefreshTokenStatusPill({ status }: { status: RefreshTokenStatus }) {
  const { t } = useTranslation();
  return (
    <span className="pill" data-tone={refreshTones[status]}>
      {t(`refreshTokenStatus.${status}`)}
    </span>
  );
}
