import { getChannelRoute, listChannelsRoute, listMailAccountsRoute } from "@grantry/schema";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../api.ts";

export const channelKeys = { all: ["channels"] as const };

export const channelsQuery = queryOptions({
  queryKey: [...channelKeys.all, "list"],
  queryFn: async () => (await api.call(listChannelsRoute, {})).data.items,
  refetchInterval: 10_000,
});

export const channelQuery = (id: string) =>
  queryOptions({
    queryKey: [...channelKeys.all, "one", id],
    queryFn: async () => {
      const { data, etag } = await api.call(getChannelRoute, { params: { id } });
      return { channel: data, etag };
    },
  });

/** Mail accounts that can send. */
export const sendingAccountsQuery = queryOptions({
  queryKey: ["mail-accounts", "sending"],
  queryFn: async () => {
    const { items } = (await api.call(listMailAccountsRoute, { query: { pageSize: 200 } })).data;
    return items.filter(({ type, smtpHost }) => type === "MSGraph" || smtpHost !== "");
  },
});
