import * as z from "zod";
import { mailRecipient } from "./mail-address.ts";
import { problem } from "./problems.ts";
import { idParam, instant, jsonBody, jsonContent, needs } from "./route.ts";

/** From having a token to knowing how many messages there are. */
export const checkSteps = ["token", "resolve", "connect", "tls", "sign-in", "folder", "count", "send"] as const;

/** A step of a sign-in, how it ended and how long it took. */
export const checkStep = z.object({
  step: z.enum(checkSteps),
  outcome: z.enum(["done", "failed", "not-reached"]),
  milliseconds: z.int().nullable(),
  problem: z.union([problem, z.null()]),
});

export const mailCheck = z
  .object({
    succeeded: z.boolean(),
    steps: z.array(checkStep),
    messages: z.int().nullable().describe("how many there are in the folder"),
  })
  .meta({ id: "MailCheck" });
export type MailCheck = z.infer<typeof mailCheck>;

export const checkMailAccountRoute = {
  method: "post",
  path: "/mail-accounts/{id}/checks",
  summary: "Sign in and open the folder, step by step; nothing is changed there",
  ...needs("mail:write"),
  request: { params: idParam },
  responses: {
    200: { description: "Each step with its time; why the one that failed did", content: jsonContent(mailCheck) },
  },
  refuses: ["mail-account-not-found"],
} as const;

export const sendTestMessageRoute = {
  method: "post",
  path: "/mail-accounts/{id}/test-messages",
  summary: "Sign in to send; with a recipient, send a test message",
  ...needs("mail:write"),
  request: {
    params: idParam,
    body: jsonBody(z.strictObject({ to: mailRecipient.describe("empty: only sign in") })),
  },
  responses: {
    200: { description: "Each step with its time; why the one that failed did", content: jsonContent(mailCheck) },
  },
  refuses: ["unreadable-request", "invalid-input", "mail-account-not-found", "mail-account-sends-nothing"],
} as const;

export const fetchOutcomes = ["running", "done", "failed", "broken-off"] as const;

export const mailFetch = z
  .object({
    id: z.string(),
    startedAt: instant,
    endedAt: instant.nullable(),
    startedBy: z.string(),
    outcome: z.enum(fetchOutcomes).describe("broken-off: the program ended in the middle"),
    found: z.int().describe("messages in the folder"),
    stored: z.int().describe("messages that were stored and deleted there"),
    left: z.int().describe("messages that stay there: too large, or not handed out"),
    more: z.boolean().describe("there are more; the next fetch goes on"),
    problem: z.union([problem, z.null()]),
  })
  .meta({ id: "MailFetch" });
export type MailFetch = z.infer<typeof mailFetch>;

export const fetchMailAccountRoute = {
  method: "post",
  path: "/mail-accounts/{id}/fetches",
  summary: "Fetch now",
  ...needs("mail:write"),
  request: { params: idParam },
  responses: { 200: { description: "What came of it", content: jsonContent(mailFetch) } },
  refuses: ["mail-account-not-found", "mail-account-not-in-use", "mail-fetch-in-progress"],
} as const;

export const listMailFetchesRoute = {
  method: "get",
  path: "/mail-accounts/{id}/fetches",
  summary: "The last fetches, newest first",
  ...needs("mail:read"),
  request: {
    params: idParam,
    query: z.object({
      page: z.coerce.number().int().min(1).max(100_000).default(1),
      pageSize: z.coerce.number().int().min(1).max(200).default(20),
    }),
  },
  responses: {
    200: {
      description: "One page of those that found or failed something, and the number of all",
      content: jsonContent(z.object({ items: z.array(mailFetch), total: z.int(), page: z.int(), pageSize: z.int() })),
    },
  },
  refuses: ["invalid-input", "mail-account-not-found"],
} as const;
