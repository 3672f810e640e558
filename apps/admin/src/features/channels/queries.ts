import { getChannelRoute, listChannelsRoute } from "@grantry/schema";
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
