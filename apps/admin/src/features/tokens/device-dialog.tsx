import {
  type DeviceAuthorization,
  getDeviceAuthorizationRoute,
  startDeviceAuthorizationRoute,
  type TokenConfigSummary,
} from "@grantry/schema";
import { Button, Loader } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { TimeInWords } from "../../ui/time-in-words.tsx";
import { QrCode } from "./qr-code.tsx";
import { tokenKeys } from "./queries.ts";

const LOOKS_EVERY_MS = 1_500;

/** Shows the code that someone types at the provider, on any device, and how far that is. */
export default function DeviceDialog({
  item,
  onClose,
}: {
  item: Pick<TokenConfigSummary, "id" | "name">;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [attempt, setAttempt] = useState(0);
  const started = useQuery({
    queryKey: ["device-authorization", item.id, attempt],
    queryFn: async () => (await api.call(startDeviceAuthorizationRoute, { params: { id: item.id } })).data,
    staleTime: Number.POSITIVE_INFINITY, // each start is a code of its own
    gcTime: 0,
    retry: false,
  });
  const deviceId = started.data?.id;
  const progress = useQuery({
    queryKey: ["device-authorization", item.id, attempt, deviceId],
    queryFn: async () =>
      (await api.call(getDeviceAuthorizationRoute, { params: { id: item.id, deviceId: deviceId ?? "" } })).data,
    enabled: deviceId !== undefined,
    refetchInterval: ({ state }) => (state.data && state.data.status !== "pending" ? false : LOOKS_EVERY_MS),
  });
  const device = progress.data ?? started.data;
  useEffect(() => {
    if (device?.status === "granted") void queryClient.invalidateQueries({ queryKey: tokenKeys.all });
  }, [device?.status, queryClient]);
  const hasFailed =
    started.isError || (device !== undefined && device.status !== "pending" && device.status !== "granted");
  return (
    <Dialog title={t("deviceDialog.title", { name: item.name })} onClose={onClose}>
      <ProblemAlert error={started.error ?? progress.error} />
      {started.isPending && <Loader size="sm" aria-label={t("deviceDialog.starting")} />}
      {device && <Progress device={device} />}
      <div style={{ display: "flex", gap: 8, justifyContent: "flex-end" }}>
        <Button variant="default" onClick={onClose}>
          {t("deviceDialog.close")}
        </Button>
        {hasFailed && <Button onClick={() => setAttempt(attempt + 1)}>{t("deviceDialog.again")}</Button>}
      </div>
    </Dialog>
  );
}

function Progress({ device }: { device: DeviceAuthorization }) {
  const { t } = useTranslation();
  const { account, expiresAt, problem, status, userCode, verificationUri, verificationUriComplete } = device;
  return (
    <>
      {status === "pending" && (
        <>
          <p style={{ margin: 0 }}>
            {t("deviceDialog.open")}{" "}
            <a href={verificationUriComplete ?? verificationUri} target="_blank" rel="noreferrer">
              {verificationUri}
            </a>
          </p>
          <div style={{ display: "flex", gap: 20, flexWrap: "wrap", alignItems: "center" }}>
            <div className="stack" style={{ gap: 8 }}>
              <span className="note">{t("deviceDialog.code")}</span>
              <strong className="mono" style={{ fontSize: 26, letterSpacing: 1 }}>
                {userCode}
              </strong>
              <CopyButton text={userCode} />
            </div>
            <QrCode text={verificationUriComplete ?? verificationUri} label={t("deviceDialog.qr")} />
          </div>
        </>
      )}
      <div role="status">
        <strong>{t(`deviceDialog.status.${status}`)}</strong>
        {status === "granted" && account && ` ${account}`}
        {status === "pending" && (
          <span className="note">
            {" "}
            {t("deviceDialog.expires")} <TimeInWords instant={expiresAt} />
          </span>
        )}
      </div>
      {problem && (
        <div className="failure" data-heals={status === "pending"}>
          <p>
            <strong>{problem.title}.</strong> {problem.detail}
          </p>
          <p>{problem.action}</p>
        </div>
      )}
    </>
  );
}
