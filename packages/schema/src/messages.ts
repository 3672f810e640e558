import * as z from "zod";
import { problem } from "./problems.ts";
import { instant, jsonContent, needs } from "./route.ts";

/**
 * `waiting`: to be read, or to be sent to the webhook; `dead`: the webhook was tried for a day; `left`: on the server,
 * too large or not handed out; the other two are done, and only the fact is kept.
 */
export const messageStates = ["waiting", "dead", "left", "delivered", "acknowledged"] as const;
export type MessageState = (typeof messageStates)[number];

const mailAddress = z.object({ name: z.string(), address: z.string() });

/** Where a message is to go: the account's queue, or what its recipients' addresses say. */
const dispatching = z.object({
  by: z.enum(["Queue", "From"]),
  queue: z.string().nullable(),
  recipients: z.array(z.string()).describe("addresses that it was delivered to, the surest first"),
});

export const messageSummary = z
  .object({
    id: z.string(),
    mailAccountId: z.string(),
    mailAccountName: z.string(),
    state: z.enum(messageStates),
    subject: z.string().nullable(),
    from: z.union([mailAddress, z.null()]),
    size: z.int().describe("bytes of the source"),
    receivedAt: instant.describe("when it was stored here"),
    deliveredAt: instant.nullable(),
    attempts: z.int(),
    nextAttemptAt: instant.nullable(),
    lastError: z.union([problem, z.null()]),
  })
  .meta({ id: "MessageSummary" });
export type MessageSummary = z.infer<typeof messageSummary>;

/** A message as the webhook gets it too. */
export const message = z
  .object({
    id: z.string(),
    mailAccount: z.object({ id: z.string(), name: z.string() }),
    dispatching,
    trusted: z.boolean(),
    receivedAt: instant,
    size: z.int(),
    parsed: z.boolean().describe("false: nothing could be made of the source"),
    messageId: z.string().nullable(),
    subject: z.string().nullable(),
    from: z.union([mailAddress, z.null()]),
    to: z.array(mailAddress),
    cc: z.array(mailAddress),
    date: z.string().nullable(),
    text: z.string().nullable(),
    html: z.string().nullable().describe("as it came: not made safe to show"),
    headers: z.array(z.object({ name: z.string(), value: z.string() })),
    attachments: z.array(
      z.object({
        fileName: z.string().nullable(),
        mimeType: z.string(),
        contentId: z.string().nullable(),
        size: z.int(),
        content: z.string().describe("base64"),
      }),
    ),
    source: z.string().describe("base64 of the message as it was on the server"),
  })
  .meta({ id: "Message" });
export type Message = z.infer<typeof message>;

const messageParam = z.object({ id: z.string().min(1) });

export const listMessagesRoute = {
  method: "get",
  path: "/messages",
  summary: "Messages, oldest first",
  ...needs("mail:read"),
  request: {
    query: z.object({
      mailAccount: z.string().max(250).optional().describe("id or name"),
      state: z.enum(messageStates).default("waiting"),
      page: z.coerce.number().int().min(1).max(100_000).default(1),
      pageSize: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: {
    200: {
      description: "One page, and the number of all that match",
      content: jsonContent(
        z.object({ items: z.array(messageSummary), total: z.int(), page: z.int(), pageSize: z.int() }),
      ),
    },
  },
  refuses: ["invalid-input", "mail-account-not-found"],
} as const;

export const getMessageRoute = {
  method: "get",
  path: "/messages/{id}",
  summary: "One message, parsed, with its source",
  ...needs("mail:read"),
  request: { params: messageParam },
  responses: { 200: { description: "The message as a webhook gets it", content: jsonContent(message) } },
  refuses: ["message-not-found", "message-not-kept"],
} as const;

export const acknowledgeMessageRoute = {
  method: "post",
  path: "/messages/{id}/acknowledgements",
  summary: "Say that a message was read: it is no longer kept",
  ...needs("mail:read"),
  request: { params: messageParam },
  responses: { 204: { description: "Acknowledged; a second time as well" } },
  refuses: ["message-not-found", "message-not-kept"],
} as const;

export const deliverMessageRoute = {
  method: "post",
  path: "/messages/{id}/deliveries",
  summary: "Send a message to the webhook now",
  ...needs("mail:write"),
  request: { params: messageParam },
  responses: { 200: { description: "What came of it", content: jsonContent(messageSummary) } },
  refuses: ["message-not-found", "message-not-kept", "mail-account-has-no-webhook"],
} as const;
