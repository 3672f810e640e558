import * as z from "zod";
import { problem } from "./problems.ts";
import { failureClasses, providerFailure } from "./provider-failure.ts";
import { idParam, instant, jsonContent, needs } from "./route.ts";

/** What was tried: a person's authorization, a renewal, a grant brought from elsewhere, or its end. */
export const historyKinds = ["authorization", "refresh", "take-over", "revocation"] as const;
export type HistoryKind = (typeof historyKinds)[number];

/** How it ended: it succeeded, or what its failure means for the grant. */
export const historyOutcomes = ["succeeded", ...failureClasses] as const;
export type HistoryOutcome = (typeof historyOutcomes)[number];

/** Why something failed, as facts: what a provider did, or a refusal of ours by its slug in the problem catalogue. */
export const historyCause = z.union([
  providerFailure,
  z.object({ slug: z.string(), parameters: z.record(z.string(), z.string()) }),
]);
export type HistoryCause = z.infer<typeof historyCause>;

export const historyEntry = z
  .object({
    id: z.string(),
    at: instant,
    kind: z.enum(historyKinds),
    outcome: z.enum(historyOutcomes),
    durationMs: z.int().nullable().describe("until the provider's answer was there; null: nobody was asked"),
    problem: problem.nullable().describe("why it failed, in the reader's language"),
  })
  .meta({ id: "HistoryEntry" });
export type HistoryEntry = z.infer<typeof historyEntry>;

export const mostHistoryEntries = 500;

export const tokenHistoryRoute = {
  method: "get",
  path: "/token-configs/{id}/history",
  summary: "Every authorization and refresh of a configuration, newest first",
  ...needs("token-configs:read"),
  request: {
    params: idParam,
    query: z.object({
      limit: z.coerce.number().int().min(1).max(mostHistoryEntries).default(200),
      before: z.string().max(100).optional().describe("id of the entry that the last page ended with"),
    }),
  },
  responses: {
    200: {
      description: "A page; next is the before of the one after it",
      content: jsonContent(z.object({ items: z.array(historyEntry), next: z.string().nullable() })),
    },
  },
  refuses: ["token-config-not-found", "invalid-input"],
} as const;
