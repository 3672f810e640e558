import * as z from "zod";
import { checkStep } from "./mail-fetching.ts";
import { problem } from "./problems.ts";
import { idParam, jsonContent, needs } from "./route.ts";

/** What a token was tried at, and how it went. */
export const tokenTest = z
  .object({
    by: z.enum(["mail-sign-in", "account-request"]).describe("signed in to its mailbox; or asked whose the token is"),
    host: z.string(),
    succeeded: z.boolean(),
    account: z.string().nullable().describe("whose the token is, as the service said"),
    steps: z.array(checkStep).describe("of a sign-in, each with its time"),
    problem: z.union([problem, z.null()]).describe("why the request failed; of a sign-in it stands at its step"),
  })
  .meta({ id: "TokenTest" });
export type TokenTest = z.infer<typeof tokenTest>;

export const testTokenRoute = {
  method: "post",
  path: "/token-configs/{id}/tests",
  summary: "Try the token at the service that its template knows; nothing is changed there",
  ...needs("token-configs:write"),
  request: { params: idParam },
  responses: { 200: { description: "How it went", content: jsonContent(tokenTest) } },
  refuses: [
    "token-config-not-found",
    "nothing-to-test-at",
    "not-in-use",
    "needs-authorization",
    "needs-settings",
    "needs-provider-admin",
    "provider-refused",
    "token-refresh-in-progress",
    "token-refresh-paused",
  ],
} as const;
