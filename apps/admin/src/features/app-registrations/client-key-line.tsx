import { type AppRegistration, type ClientKeyView, removeClientKeyRoute } from "@grantry/schema";
import { Button } from "@mantine/core";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { TimeInWords } from "../../ui/time-in-words.tsx";
import { RemoveProof } from "./remove-proof.tsx";

/** A key: what the provider knows it by, and what is to be registered there. Never the private part. */
export function ClientKeyLine({
  registration,
  entry,
  isFirst,
}: {
  registration: AppRegistration;
  entry: ClientKeyView;
  isFirst: boolean;
}) {
  const { t } = useTranslation();
  const isOfSeveral = registration.clientKeys.length > 1;
  return (
    <li>
      <div className="proof">
        <div>
          {t("apps.keyEntered", { algorithm: entry.algorithm })} <TimeInWords instant={entry.createdAt} />
          {entry.expiresAt && (
            <>
              , {t("apps.certificateEnds")} <TimeInWords instant={entry.expiresAt} />
            </>
          )}
          {isOfSeveral && ` · ${t(isFirst ? "apps.first" : "apps.laterKey")}`}
        </div>
        <RemoveProof
          remove={() => api.call(removeClientKeyRoute, { params: { id: registration.id, keyId: entry.id } })}
        />
      </div>
      <dl className="facts note" style={{ margin: "4px 0 6px", gap: "2px 12px" }}>
        {entry.subject && <Fact name={t("apps.subject")} value={entry.subject} />}
        {entry.thumbprint && <Fact name={t("apps.thumbprint")} value={entry.thumbprint} />}
        {entry.keyId && <Fact name={t("apps.keyId")} value={entry.keyId} />}
      </dl>
      <div style={{ display: "flex", gap: 4, flexWrap: "wrap", marginLeft: -8 }}>
        {entry.certificate && <CopyButton text={entry.certificate} label={t("apps.copyCertificate")} />}
        {entry.certificate && <DownloadCertificate certificate={entry.certificate} clientId={registration.clientId} />}
        <CopyButton text={JSON.stringify(entry.publicKey)} label={t("apps.copyPublicKey")} />
      </div>
    </li>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="mono">{value}</dd>
    </>
  );
}

function DownloadCertificate({ certificate, clientId }: { certificate: string; clientId: string }) {
  const { t } = useTranslation();
  return (
    <Button
      component="a"
      variant="subtle"
      size="compact-sm"
      download={`${clientId.replaceAll(/[^\w.-]/g, "_")}.crt`}
      href={`data:application/x-pem-file,${encodeURIComponent(certificate)}`}
    >
      {t("apps.downloadCertificate")}
    </Button>
  );
}
