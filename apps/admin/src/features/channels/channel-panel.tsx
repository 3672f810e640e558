import { type Channel, deleteChannelRoute, type Problem, testChannelRoute } from "@grantry/schema";
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { DeleteButton } from "../../ui/delete-button.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { TimeInWords } from "../../ui/time-in-words.tsx";
import { channelKeys } from "./queries.ts";

/** One channel: what it is sent, how the last attempt went, and what can be done. */
export function ChannelPanel({ channel, onDeleted }: { channel: Channel; onDeleted: () => unknown }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { id, name, lastError, waiting, dead, unsure } = channel;
  const test = useMutation({
    mutationFn: async () => (await api.call(testChannelRoute, { params: { id } })).data,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: channelKeys.all }),
  });
  const remove = async () => {
    await api.call(deleteChannelRoute, { params: { id } });
    onDeleted();
    await queryClient.invalidateQueries({ queryKey: channelKeys.all });
  };
  return (
    <section className="panel stack" style={{ gap: 12 }} aria-label={name}>
      <div style={{ display: "flex", gap: 8, alignItems: "center", flexWrap: "wrap" }}>
        <h2 style={{ marginRight: "auto", overflowWrap: "anywhere" }}>{name}</h2>
        <State channel={channel} />
      </div>
      <div>
        <div className="mono" style={{ overflowWrap: "anywhere" }}>
          {channel.kind === "email" ? channel.recipient : channel.webhookUrl}
        </div>
        <div className="note">
          {channel.mailAccountName !== null && `${t("channels.through", { account: channel.mailAccountName })} · `}
          {t(`channels.language.${channel.language}`)} ·{" "}
          {channel.severities.map((severity) => t(`channels.severity.${severity}`)).join(", ")}
        </div>
        <div className="note">
          {channel.lastDeliveredAt ? (
            <>
              {t("channels.lastDelivered")} <TimeInWords instant={channel.lastDeliveredAt} hasHappened />
            </>
          ) : (
            t("channels.neverDelivered")
          )}
          {waiting > 0 && ` · ${t("channels.waiting", { count: waiting })}`}
          {dead > 0 && ` · ${t("channels.dead", { count: dead })}`}
          {unsure > 0 && ` · ${t("channels.unsure", { count: unsure })}`}
        </div>
      </div>
      {lastError && <Failure problem={lastError} />}
      <ProblemAlert error={test.error} />
      <div style={{ display: "flex", gap: 8, alignItems: "center", flexWrap: "wrap" }}>
        <Button
          variant="default"
          aria-label={t("channels.testOne", { name })}
          loading={test.isPending}
          onClick={() => test.mutate()}
        >
          {t("channels.test")}
        </Button>
        <Button
          variant="default"
          aria-label={t("channels.editOne", { name })}
          renderRoot={(props) => <Link to="/settings/channels" search={{ edit: id }} {...props} />}
        >
          {t("channels.edit")}
        </Button>
        <DeleteButton
          label={t("channels.deleteOne", { name })}
          question={t("channels.deleteReally", { name })}
          loss={t("channels.deleteLoss")}
          remove={remove}
        />
        <span aria-live="polite">{test.data?.problem === null && t("channels.tested")}</span>
      </div>
    </section>
  );
}

function State({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  const [tone, state] =
    channel.validity !== "valid"
      ? (["off", "notInUse"] as const)
      : channel.lastError
        ? (["act", "failing"] as const)
        : (["ok", "working"] as const);
  return (
    <span className="pill" data-tone={tone}>
      {t(`channels.state.${state}`)}
    </span>
  );
}

function Failure({ problem }: { problem: Problem }) {
  return (
    <div className="failure" role="alert">
      <p>
        <strong>{problem.title}</strong> {problem.providerDescription}
      </p>
      <p>{problem.action}</p>
    </div>
  );
}
