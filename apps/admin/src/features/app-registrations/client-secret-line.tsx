import { type AppRegistration, removeClientSecretRoute } from "@grantry/schema";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { TimeInWords } from "../../ui/time-in-words.tsx";
import { useNow } from "../../ui/use-now.ts";
import { RemoveProof } from "./remove-proof.tsx";

/** A client secret: when it was entered, when it ends. */
export function ClientSecretLine({
  registration,
  entry,
  isFirst,
}: {
  registration: AppRegistration;
  entry: AppRegistration["clientSecrets"][number];
  isFirst: boolean;
}) {
  const { t } = useTranslation();
  const now = useNow();
  const isOfSeveral = registration.clientSecrets.length > 1;
  return (
    <li>
      <div className="proof">
        <div>
          {t("apps.entered")} <TimeInWords instant={entry.createdAt} />
          {entry.expiresAt && (
            <>
              , {t(Date.parse(entry.expiresAt) > now ? "apps.ends" : "apps.ended")}{" "}
              <TimeInWords instant={entry.expiresAt} />
            </>
          )}
          {isOfSeveral && ` · ${t(isFirst ? "apps.first" : "apps.second")}`}
        </div>
        <RemoveProof
          remove={() => api.call(removeClientSecretRoute, { params: { id: registration.id, secretId: entry.id } })}
        />
      </div>
    </li>
  );
}
