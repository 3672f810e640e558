import { ApiProblem } from "@grantry/client";
import {
  getImportRoute,
  type ImportReport,
  importReport,
  importTokenConfigsRoute,
  listImportsRoute,
} from "@grantry/schema";
import { type MutationState, queryOptions, useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api.ts";
import type { Source } from "../../ui/file-source.tsx";

/** What is asked of the server. */
export interface ImportAsked {
  readonly source: Source;
  readonly overwrite: boolean;
  readonly leaveOutRefused: boolean;
  readonly dryRun: boolean;
  /** By which its progress is asked for. */
  readonly id: string;
  /** Entries of the file, as the check before it said. */
  readonly expected: number;
}

const mutationKey = ["token-config-import"];

/** The import that runs or ran last. It goes on when its page is left, and is found again when one comes back. */
export function useImport() {
  const queryClient = useQueryClient();
  const { mutate: start } = useMutation({
    mutationKey,
    mutationFn: sent,
    onSuccess: async ({ applied }) => {
      if (applied) await queryClient.invalidateQueries();
    },
    onSettled: () => queryClient.invalidateQueries(importsQuery), // a request that was cut off may have begun one
  });
  const states = useMutationState({
    filters: { mutationKey },
    select: ({ state }) => state as MutationState<ImportReport, Error, ImportAsked>, // of the mutation above
  });
  /** How the last one ended; one that runs stays. */
  const forget = () => {
    const cache = queryClient.getMutationCache();
    const ended = cache.findAll({ mutationKey }).filter(({ state }) => state.status !== "pending");
    for (const mutation of ended) cache.remove(mutation);
  };
  return { start, forget, last: states.at(-1) };
}

/** The reader's imports, those from other tabs and days too. */
export const importsQuery = queryOptions({
  queryKey: ["token-config-imports"],
  queryFn: async () => (await api.call(listImportsRoute, {})).data.items,
  refetchInterval: ({ state: { data } }) => (data?.some(({ endedAt }) => endedAt === null) ? 2_000 : false),
});

/** One of them, until it has ended and from then on its report. */
export const importRunQuery = (id: string) =>
  queryOptions({
    queryKey: ["token-config-imports", id],
    queryFn: async () => (await api.call(getImportRoute, { params: { id } })).data,
    refetchInterval: ({ state: { data } }) => (data?.endedAt ? false : 500),
    retry: false, // before the first of its file has arrived, it is not there
    gcTime: 0,
  });

/** A random UUID (RFC 9562 §5.4); browsers have one of their own over https alone. */
export function newImportId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Asks for it. That entries were refused is an answer like others: a report. */
async function sent({ source, dryRun, overwrite, leaveOutRefused, id }: ImportAsked): Promise<ImportReport> {
  const query = {
    dryRun: `${dryRun}`,
    overwrite: `${overwrite}`,
    leaveOutRefused: `${leaveOutRefused}`,
    id,
  } as const;
  try {
    return (await api.call(importTokenConfigsRoute, { query, body: source })).data;
  } catch (error) {
    const report = error instanceof ApiProblem ? importReport.safeParse(error.problem) : undefined;
    if (report?.success) return report.data;
    throw error;
  }
}
