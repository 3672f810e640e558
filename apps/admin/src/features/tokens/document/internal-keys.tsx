import { useTranslation } from "../../../i18n.ts";
import type { RequestName } from "./mapping.ts";

const stored = ["Token", "RefreshToken", "TokenExpirationDate", "RefreshTokenExpirationDate"] as const;
const told = ["ErrorMessage", "ErrorDescription", "ErrorCode"] as const;

/** What can fill a parameter of each request. */
export const requestSources: Readonly<Record<RequestName, readonly string[]>> = {
  AuthorizationCode: ["ClientID", "Scope", "RedirectURL", "State"],
  TokenByAuthorizationCode: ["ClientID", "ClientSecret", "Scope", "AuthorizationCode", "RedirectURL", ...stored],
  TokenByRefreshToken: ["ClientID", "ClientSecret", "Scope", "RedirectURL", ...stored],
  TokenByClientCredentials: ["ClientID", "ClientSecret", "Scope", ...stored],
};

/** Where members of the redirect and of a token endpoint's answer can go. */
export const answerTargets: Readonly<Record<"redirect" | "token", readonly string[]>> = {
  redirect: ["AuthorizationCode", "State", ...told],
  token: [...stored, ...told],
};

const keys = [
  "ClientID",
  "ClientSecret",
  "Scope",
  "RedirectURL",
  "State",
  "AuthorizationCode",
  ...stored,
  ...told,
] as const;

/** What each internal key stands for, and which of two wins. */
export function InternalKeys() {
  const { t } = useTranslation();
  return (
    <details className="panel">
      <summary>{t("document.keys")}</summary>
      <p>{t("document.order")}</p>
      <dl className="internal-keys">
        {keys.map((key) => (
          <div key={key}>
            <dt className="mono">{key}</dt>
            <dd>{t(`document.key.${key}`)}</dd>
          </div>
        ))}
      </dl>
      <p>{t("document.answers")}</p>
    </details>
  );
}
