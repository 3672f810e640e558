import { createChannelRoute, updateChannelRoute } from "@grantry/schema";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api.ts";
import { currentLanguage, useTranslation } from "../../i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { ChannelForm, type ChannelValues } from "./channel-form.tsx";
import { channelKeys, channelQuery } from "./queries.ts";

/** An empty form, and an empty one again once the channel is saved. */
export function AddChannel() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [added, setAdded] = useState(0);
  const create = useMutation({
    mutationFn: async (body: ChannelValues) => (await api.call(createChannelRoute, { body })).data,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: channelKeys.all });
      setAdded((count) => count + 1);
    },
  });
  return (
    <ChannelForm
      key={added}
      title={t("channels.new")}
      values={{
        name: "",
        kind: "webhook",
        webhookUrl: "",
        mailAccountId: null,
        recipient: "",
        language: currentLanguage(),
        severities: ["info", "warning", "error"],
        validity: "valid",
      }}
      error={create.error}
      isSaving={create.isPending}
      onSave={create.mutate}
    />
  );
}

/** The form of a stored channel. */
export function EditChannel({ id, onEnd }: { id: string; onEnd: () => unknown }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { data: read, error } = useQuery({ ...channelQuery(id), staleTime: Number.POSITIVE_INFINITY });
  const save = useMutation({
    mutationFn: (body: ChannelValues) =>
      api.call(updateChannelRoute, { params: { id }, body, headers: { "if-match": read?.etag ?? "" } }),
    onSuccess: async () => {
      queryClient.removeQueries({ queryKey: channelQuery(id).queryKey });
      onEnd();
      await queryClient.invalidateQueries({ queryKey: channelKeys.all });
    },
  });
  if (!read) return <ProblemAlert error={error} />;
  const { channel } = read;
  const { name, kind, webhookUrl, mailAccountId, recipient, language, severities, validity } = channel;
  return (
    <ChannelForm
      title={t("channels.editOne", { name })}
      values={{ name, kind, webhookUrl, mailAccountId, recipient, language, severities, validity }}
      stored={channel}
      error={save.error}
      isSaving={save.isPending}
      onSave={save.mutate}
      onCancel={onEnd}
    />
  );
}
