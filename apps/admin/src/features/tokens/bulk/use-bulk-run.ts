import { ApiProblem } from "@grantry/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { tokenKeys } from "../queries.ts";
import { act, type BulkAction } from "./actions.ts";
import { fewAtATime } from "./few-at-a-time.ts";
import type { Chosen } from "./selection.ts";

/** Requests at once: enough to be quick, few enough to leave the server to others. */
const AT_ONCE = 4;

/** What became of one configuration so far; `error` says why it was not done. */
export interface BulkRow {
  readonly item: Chosen;
  readonly outcome: "waiting" | "done" | "refused";
  readonly error?: unknown;
}

/**
 * Does something to many configurations, a few at a time: one that is refused holds up no other.
 * @param afterDone is told of each that was done
 */
export function useBulkRun(afterDone: (item: Chosen) => void) {
  const queryClient = useQueryClient();
  const [rows, setRows] = useState<readonly BulkRow[]>([]);
  const run = useMutation({
    mutationFn: async ({ action, items }: { action: BulkAction; items: readonly Chosen[] }) => {
      setRows(items.map((item) => ({ item, outcome: "waiting" })));
      await fewAtATime(items, AT_ONCE, async (item) => {
        const row = await tried(action, item);
        setRows((former) => former.map((one) => (one.item.id === item.id ? row : one)));
        if (row.outcome === "done") afterDone(item);
      });
    },
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: tokenKeys.all }),
        queryClient.invalidateQueries({ queryKey: ["notifications"] }),
      ]),
  });
  return { rows, start: run.mutate, isRunning: run.isPending, error: run.error, forget: () => setRows([]) };
}

/** @throws ApiProblem sign-in-needed: nobody is signed in any more, so that the rest need not be tried */
async function tried(action: BulkAction, item: Chosen): Promise<BulkRow> {
  try {
    await act(action, item);
    return { item, outcome: "done" };
  } catch (error) {
    if (error instanceof ApiProblem && error.problem.type.endsWith(":sign-in-needed")) throw error;
    return { item, outcome: "refused", error };
  }
}
