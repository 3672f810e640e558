import * as z from "zod";
import { problem } from "./problems.ts";
import { jsonBody, jsonContent, needs } from "./route.ts";

export const explainShownErrorRoute = {
  method: "post",
  path: "/shown-errors",
  summary: "What an error means that a provider's sign-in page shows; nothing is asked or stored",
  ...needs("token-configs:read"),
  request: {
    body: jsonBody(z.strictObject({ text: z.string().trim().min(1, "required").max(5_000) })),
  },
  responses: { 200: { description: "The error in words, and what to do", content: jsonContent(problem) } },
  refuses: ["unreadable-request", "invalid-input"],
} as const;
