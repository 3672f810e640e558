import {
  getMailAccountRoute,
  getMessageRoute,
  listMailAccountsRoute,
  listMailFetchesRoute,
  listMessagesRoute,
  listTemplatesRoute,
  type MessageState,
} from "@grantry/schema";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "../../api.ts";

export const mailAccountKeys = { all: ["mail-accounts"] as const, messages: ["messages"] as const };

export const mailAccountsQuery = queryOptions({
  queryKey: [...mailAccountKeys.all, "list"],
  queryFn: async () => (await api.call(listMailAccountsRoute, { query: { pageSize: 200 } })).data,
  placeholderData: keepPreviousData,
  refetchInterval: 10_000,
});

export const mailAccountQuery = (id: string) =>
  queryOptions({
    queryKey: [...mailAccountKeys.all, "one", id],
    queryFn: async () => {
      const { data, etag } = await api.call(getMailAccountRoute, { params: { id } });
      return { mailAccount: data, etag };
    },
  });

export const fetchesQuery = (id: string) =>
  queryOptions({
    queryKey: [...mailAccountKeys.all, "fetches", id],
    queryFn: async () => (await api.call(listMailFetchesRoute, { params: { id }, query: { pageSize: 10 } })).data.items,
    refetchInterval: 10_000,
  });

/** What is looked for, as it stands in the address. */
export interface MessagesSearch {
  readonly state?: string | undefined;
  /** Id or name; left out: of every account. */
  readonly mailAccount?: string | undefined;
  readonly page?: number | undefined;
}

export const messagesQuery = (query: { state: MessageState; mailAccount: string | undefined; page: number }) =>
  queryOptions({
    queryKey: [...mailAccountKeys.messages, query],
    queryFn: async () => (await api.call(listMessagesRoute, { query: { ...query, pageSize: 50 } })).data,
    placeholderData: keepPreviousData,
  });

export const messageQuery = (id: string) =>
  queryOptions({
    queryKey: [...mailAccountKeys.messages, "one", id],
    queryFn: async () => (await api.call(getMessageRoute, { params: { id } })).data,
  });

/** Template id → where mailboxes with its tokens are. */
export const mailServersQuery = queryOptions({
  queryKey: ["templates", "mail-servers"],
  queryFn: async () => {
    const { templates } = (await api.call(listTemplatesRoute, {})).data;
    return new Map(templates.map(({ id, mailServers }) => [id, mailServers]));
  },
  staleTime: Number.POSITIVE_INFINITY,
});
