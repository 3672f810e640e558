import { routeAt } from "@grantry/client";
import {
  type deleteTokenConfigRoute,
  type Grant,
  type getTokenConfigRoute,
  type listTemplatesRoute,
  type listTokenConfigsRoute,
  requestedBy,
  type requestTokenRoute,
  type revokeTokenRoute,
  type StatusGroup,
  type startAuthorizationRoute,
  type TokenConfigSort,
} from "@grantry/schema";
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api.ts";
import { currentLanguage } from "../../i18n.ts";

/** By address alone: the overview loads no schemas. */
const routes = {
  deleteTokenConfig: routeAt<typeof deleteTokenConfigRoute>("delete", "/token-configs/{id}"),
  getTokenConfig: routeAt<typeof getTokenConfigRoute>("get", "/token-configs/{id}"),
  listTemplates: routeAt<typeof listTemplatesRoute>("get", "/templates"),
  listTokenConfigs: routeAt<typeof listTokenConfigsRoute>("get", "/token-configs"),
  requestToken: routeAt<typeof requestTokenRoute>("post", "/token-configs/{id}/token-requests"),
  revokeToken: routeAt<typeof revokeTokenRoute>("post", "/token-configs/{id}/revocations"),
  startAuthorization: routeAt<typeof startAuthorizationRoute>("post", "/token-configs/{id}/authorizations"),
};

export const tokenKeys = { all: ["token-configs"] as const };

export interface Overview {
  readonly q?: string | undefined;
  readonly status?: StatusGroup | undefined;
  readonly sort?: TokenConfigSort | undefined;
  readonly page?: number | undefined;
}

/** By then a refresh that has begun is most likely over. */
const SOON_MS = 1_500;

/** The overview, kept in place while it is read anew. */
export const overviewQuery = (query: Overview) =>
  queryOptions({
    queryKey: [...tokenKeys.all, "list", query],
    queryFn: async () => (await api.call(routes.listTokenConfigs, { query })).data,
    placeholderData: keepPreviousData,
    // Soon after something falls due it has been refreshed: look then, and every half minute anyway. A refresh that is
    // seen under way ends soon, while what is due next may be far off.
    refetchInterval: ({ state: { data } }) => {
      if (data?.items.some(({ token }) => token.status === "refreshing")) return SOON_MS;
      const next = data?.nextRefreshAt ? Date.parse(data.nextRefreshAt) - Date.now() + SOON_MS : 30_000;
      return Math.min(30_000, Math.max(SOON_MS, next));
    },
  });

export const tokenConfigQuery = (id: string) =>
  queryOptions({
    queryKey: [...tokenKeys.all, "one", id],
    queryFn: async () => {
      const { data, etag } = await api.call(routes.getTokenConfig, { params: { id } });
      return { tokenConfig: data, etag };
    },
    refetchInterval: 5_000,
  });

export const templatesQuery = () =>
  queryOptions({
    queryKey: ["templates", currentLanguage()],
    queryFn: async () => (await api.call(routes.listTemplates, {})).data,
    staleTime: 60_000,
  });

/** Sends this window to the provider's consent page. */
export function useAuthorize() {
  return useMutation({
    mutationFn: async (id: string) => (await api.call(routes.startAuthorization, { params: { id } })).data,
    onSuccess: ({ authorizationUrl }) => location.assign(authorizationUrl),
  });
}

export function useRequestToken() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, grant }: { id: string; grant: Grant }) =>
      api.call(routes.requestToken, { params: { id }, body: { grant: requestedBy(grant) } }),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: tokenKeys.all }),
        queryClient.invalidateQueries({ queryKey: ["notifications"] }),
      ]),
  });
}

export function useDeleteTokenConfig() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.call(routes.deleteTokenConfig, { params: { id } }),
    onSuccess: (_answer, id) => {
      queryClient.removeQueries({ queryKey: [...tokenKeys.all, "one", id] });
      return queryClient.invalidateQueries({ queryKey: [...tokenKeys.all, "list"] });
    },
  });
}

export function useRevokeToken() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, forgetAnyway }: { id: string; forgetAnyway: boolean }) =>
      (await api.call(routes.revokeToken, { params: { id }, query: { forgetAnyway: forgetAnyway ? "true" : "false" } }))
        .data,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: tokenKeys.all }),
  });
}
