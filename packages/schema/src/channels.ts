import * as z from "zod";
import { languages } from "./language.ts";
import { mailRecipient } from "./mail-address.ts";
import { severities } from "./notifications.ts";
import { problem } from "./problems.ts";
import { idParam, instant, jsonBody, jsonContent, needs } from "./route.ts";
import { shownName } from "./shown-name.ts";
import { validity } from "./validity.ts";
import { webhookSecret, webhookUrl } from "./webhooks.ts";

export const channelKinds = ["webhook", "email"] as const;
export const channelKind = z.enum(channelKinds);
export type ChannelKind = z.infer<typeof channelKind>;

const editable = {
  name: z.string().trim().pipe(shownName).describe("unique"),
  kind: channelKind,
  webhookUrl: webhookUrl.describe("of a webhook; empty for e-mail"),
  mailAccountId: z.string().nullable().describe("id or name of the account that e-mail is sent through; else null"),
  recipient: mailRecipient.describe("of e-mail; empty for a webhook"),
  language: z.enum(languages).describe("of what is sent"),
  severities: z.array(z.enum(severities)).min(1, "required").max(severities.length).describe("of what is sent"),
  validity,
};

export const channel = z
  .object({
    id: z.string(),
    ...editable,
    mailAccountName: z.string().nullable(),
    lastDeliveredAt: instant.nullable(),
    lastError: z.union([problem, z.null()]).describe("of the last attempt, if it failed"),
    waiting: z.int().describe("messages that are still to be delivered"),
    dead: z.int().describe("messages whose delivery was given up"),
    unsure: z.int().describe("messages that a mail server may have taken and that are not sent again"),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: "Channel" });
export type Channel = z.infer<typeof channel>;

/** The members that say where a channel of each kind goes. */
const destinations = {
  webhook: ["webhookUrl"],
  email: ["mailAccountId", "recipient"],
} as const satisfies Record<ChannelKind, readonly (keyof typeof editable)[]>;

/** Members that an answer has and a request may repeat: accepted and ignored. */
const readOnly = {
  id: z.unknown().optional(),
  mailAccountName: z.unknown().optional(),
  lastDeliveredAt: z.unknown().optional(),
  lastError: z.unknown().optional(),
  waiting: z.unknown().optional(),
  dead: z.unknown().optional(),
  unsure: z.unknown().optional(),
  createdAt: z.unknown().optional(),
  updatedAt: z.unknown().optional(),
};

/** What can be set; of where it goes, what its kind has. Left out or empty, `webhookSecret` keeps what is stored. */
export const channelInput = z
  .strictObject({
    ...editable,
    ...readOnly,
    kind: channelKind.default("webhook"),
    webhookUrl: editable.webhookUrl.default(""),
    mailAccountId: editable.mailAccountId.default(null),
    recipient: editable.recipient.default(""),
    language: editable.language.default("en"),
    severities: editable.severities.default([...severities]),
    validity: validity.default("valid"),
    webhookSecret: webhookSecret.optional(),
  })
  .superRefine((input, context) => {
    for (const field of destinations[input.kind]) {
      if (!input[field]) context.addIssue({ code: "custom", path: [field], message: "required" });
    }
  })
  .meta({ id: "ChannelInput" });
export type ChannelInput = z.infer<typeof channelInput>;

export const channelTest = z
  .object({ problem: z.union([problem, z.null()]).describe("null: the message was delivered") })
  .meta({ id: "ChannelTest" });
export type ChannelTest = z.infer<typeof channelTest>;

const one = { content: jsonContent(channel) };

export const listChannelsRoute = {
  method: "get",
  path: "/channels",
  summary: "Where notifications are sent to",
  ...needs("admin"),
  responses: {
    200: { description: "All channels, by name", content: jsonContent(z.object({ items: z.array(channel) })) },
  },
} as const;

export const createChannelRoute = {
  method: "post",
  path: "/channels",
  summary: "Add a channel; it is told what is wrong now, and what is new from then on",
  ...needs("admin"),
  request: { body: jsonBody(channelInput) },
  responses: { 201: { description: "Saved; ETag is its version", ...one } },
  refuses: ["unreadable-request", "invalid-input", "channel-exists"],
} as const;

export const getChannelRoute = {
  method: "get",
  path: "/channels/{id}",
  summary: "One channel by id or name",
  ...needs("admin"),
  request: { params: idParam },
  responses: { 200: { description: "The channel; ETag is its version, which a delivery does not change", ...one } },
  refuses: ["channel-not-found"],
} as const;

export const updateChannelRoute = {
  method: "put",
  path: "/channels/{id}",
  summary: "Replace a channel; its webhook secret stays when left out, what waits is told anew",
  ...needs("admin"),
  request: {
    params: idParam,
    headers: z.object({ "if-match": z.string().optional() }),
    body: jsonBody(channelInput),
  },
  responses: { 200: { description: "Saved; ETag is the new version", ...one } },
  refuses: [
    "unreadable-request",
    "invalid-input",
    "channel-exists",
    "channel-not-found",
    "changed-meanwhile",
    "if-match-needed",
  ],
} as const;

export const deleteChannelRoute = {
  method: "delete",
  path: "/channels/{id}",
  summary: "Delete a channel and what waits for it",
  ...needs("admin"),
  request: { params: idParam },
  responses: { 204: { description: "Gone" } },
  refuses: ["channel-not-found"],
} as const;

export const testChannelRoute = {
  method: "post",
  path: "/channels/{id}/tests",
  summary: "Send a test message to a channel, also to one that is out of use",
  ...needs("admin"),
  request: { params: idParam },
  responses: { 200: { description: "Whether it was delivered, or why not", content: jsonContent(channelTest) } },
  refuses: ["channel-not-found"],
} as const;
