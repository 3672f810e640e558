import { ApiProblem, createClient, routeAt } from "@grantry/client";
import type { currentSessionRoute } from "@grantry/schema";
import { MutationCache, QueryCache, QueryClient, queryOptions } from "@tanstack/react-query";
import { currentLanguage } from "./i18n.ts";

export const api = createClient({ origin: "", language: currentLanguage });

const currentSession = routeAt<typeof currentSessionRoute>("get", "/sessions/current");

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async () => (await api.call(currentSession, {})).data,
  staleTime: 5 * 60_000,
});

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: afterError }),
  mutationCache: new MutationCache({ onError: afterError }),
  defaultOptions: {
    queries: { retry: (count, error) => !(error instanceof ApiProblem) && count < 2, staleTime: 5_000 },
  },
});

let onSessionLost: () => void = () => undefined;

/** What to do when the server no longer knows who is asking. */
export function whenSessionIsLost(handler: () => void): void {
  onSessionLost = handler;
}

function afterError(error: unknown): void {
  if (error instanceof ApiProblem && error.problem.type.endsWith(":sign-in-needed")) onSessionLost();
}
