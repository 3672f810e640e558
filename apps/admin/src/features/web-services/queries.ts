import { getWebServiceRoute, listInvocationsRoute, listInvokersRoute, listWebServicesRoute } from "@grantry/schema";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "../../api.ts";

export const webServiceKeys = { all: ["web-services"] as const };

export const webServicesQuery = queryOptions({
  queryKey: [...webServiceKeys.all, "list"],
  queryFn: async () => (await api.call(listWebServicesRoute, { query: { pageSize: 200 } })).data,
  placeholderData: keepPreviousData,
});

export const webServiceQuery = (id: string) =>
  queryOptions({
    queryKey: [...webServiceKeys.all, id],
    queryFn: async () => {
      const { data, etag } = await api.call(getWebServiceRoute, { params: { id } });
      return { service: data, etag };
    },
  });

export const invokersQuery = (id: string) =>
  queryOptions({
    queryKey: [...webServiceKeys.all, id, "invokers"],
    queryFn: async () => (await api.call(listInvokersRoute, { params: { id } })).data.items,
  });

export const debugLogQuery = (id: string) =>
  queryOptions({
    queryKey: [...webServiceKeys.all, id, "debug-log"],
    queryFn: async () => (await api.call(listInvocationsRoute, { params: { id }, query: { pageSize: 20 } })).data,
    refetchInterval: 5_000,
    placeholderData: keepPreviousData,
  });
