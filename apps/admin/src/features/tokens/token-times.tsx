import type { TokenView } from "@grantry/schema";
import { useTranslation } from "../../i18n.ts";
import { toneOf } from "../../ui/status-pill.tsx";
import { TimeInWords } from "../../ui/time-in-words.tsx";
import { useNow } from "../../ui/use-now.ts";

/** One line of time in words; none where no token was requested yet, which its status says. */
export function TokenTimes({ token }: { token: TokenView }) {
  const { t } = useTranslation();
  const now = useNow();
  const { accessTokenExpiresAt: expiresAt, lastError, nextAttemptAt, refreshedAt } = token;
  if (lastError) {
    return (
      <>
        {lastError.title}{" "}
        {nextAttemptAt && (
          <>
            {t("tokens.nextAttempt")} <TimeInWords instant={nextAttemptAt} />
          </>
        )}
      </>
    );
  }
  if (expiresAt === null) return token.accessTokenObtainedAt && t("tokens.neverExpires");
  return (
    <>
      {Date.parse(expiresAt) > now ? t("tokens.expires") : t("tokens.expired")} <TimeInWords instant={expiresAt} />
      {token.accessTokenExpiryAssumed && ` (${t("tokens.assumed")})`}
      {refreshedAt && (
        <>
          {" · "}
          {t("tokens.refreshed")} <TimeInWords instant={refreshedAt} hasHappened />
        </>
      )}
    </>
  );
}

/** How much of the token's life is left. */
export function LifeBar({ token }: { token: TokenView }) {
  const now = useNow();
  const { accessTokenExpiresAt: expiresAt, accessTokenObtainedAt: obtainedAt } = token;
  if (expiresAt === null || obtainedAt === null) return null;
  const share = (Date.parse(expiresAt) - now) / (Date.parse(expiresAt) - Date.parse(obtainedAt));
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div className="life" data-tone={toneOf(token.status)} aria-hidden>
      <div style={{ width: `${percent}%` }} />
    </div>
  );
}
