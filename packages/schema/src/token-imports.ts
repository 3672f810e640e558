import * as z from "zod";
import { instant, jsonContent, needs } from "./route.ts";

/** What became, or with `dryRun` would become, of one grant of the list. */
export const tokenImportOutcomes = ["taken-over", "kept", "empty", "not-found"] as const;

const tokenImportRow = z
  .object({
    index: z.int().describe("position in the list, from 0"),
    line: z.int().describe("line at which it begins, from 1"),
    name: z.string(),
    outcome: z
      .enum(tokenImportOutcomes)
      .describe("kept: the token here is newer; empty: no token there; not-found: no configuration of this name here"),
    firstRefreshAt: instant.nullable(),
  })
  .meta({ id: "TokenImportRow" });
export type TokenImportRow = z.infer<typeof tokenImportRow>;

const tokenImportReport = z
  .object({ dryRun: z.boolean(), applied: z.boolean(), entries: z.array(tokenImportRow) })
  .meta({ id: "TokenImportReport" });
export type TokenImportReport = z.infer<typeof tokenImportReport>;

export const importTokensRoute = {
  method: "post",
  path: "/token-imports",
  summary: "Take over running grants from the list that the seed system's console prints",
  ...needs("admin"),
  request: {
    query: z.object({
      dryRun: z.enum(["true", "false"]).default("false"),
      timeZone: z.string().max(100).default("UTC").describe("of the other system: OTRSTimeZone, an IANA name"),
    }),
    body: { content: { "text/plain": { schema: z.string() } }, required: true },
  },
  responses: { 200: { description: "A row per configuration of the list", content: jsonContent(tokenImportReport) } },
  refuses: ["invalid-input", "token-list-refused", "request-too-large"],
} as const;
