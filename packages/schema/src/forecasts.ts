import * as z from "zod";
import { instant, jsonContent, needs } from "./route.ts";

export const forecastKinds = [
  "refresh-token-ends",
  "refresh-token-unused",
  "client-secret-ends",
  "next-refresh",
] as const;

export const forecast = z
  .object({
    id: z.string().describe("the same as long as it is about the same thing"),
    kind: z.enum(forecastKinds),
    at: instant,
    title: z.string().describe("what will happen, in the reader's language"),
    action: z.string().describe("what to do before; empty: nothing"),
    /** Where it is done. */
    href: z.string(),
  })
  .meta({ id: "Forecast" });
export type Forecast = z.infer<typeof forecast>;

export const listForecastsRoute = {
  method: "get",
  path: "/forecasts",
  summary: "What will end in the coming 90 days, the soonest first",
  ...needs("token-configs:read"),
  responses: {
    200: { description: "All of it", content: jsonContent(z.object({ until: instant, items: z.array(forecast) })) },
  },
} as const;
