import * as z from "zod";
import { mailAccountType, smtpEncryption } from "./mail-account-types.ts";
import { problem } from "./problems.ts";
import { idParam, instant, jsonBody, jsonContent, needs } from "./route.ts";
import { shownName } from "./shown-name.ts";
import { validity } from "./validity.ts";
import { webhookSecret, webhookUrl } from "./webhooks.ts";

export const mailAuthentications = ["oauth2_token", "password"] as const;
export const dispatchings = ["Queue", "From"] as const;
export const deliveries = ["keep", "webhook"] as const;

export const mailAccountStates = ["not-in-use", "fetching", "failing", "never-fetched", "working"] as const;

const printable = (value: string) => !/\p{Cc}/u.test(value);
const hostName = /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?)*|\[[0-9a-f:.]+\])$/i;
// Not a regex(): its flags would stand in the OpenAPI document's pattern.
const host = z
  .string()
  .trim()
  .max(200)
  .refine((value) => hostName.test(value), "not-a-host-name");
const port = z.number().int().min(1).max(65_535).nullable().describe("null: the usual one");
const text = (most: number) => z.string().trim().max(most).refine(printable, "control-characters");
const editable = {
  name: z.string().trim().pipe(shownName).describe("unique; what the console calls it"),
  type: mailAccountType,
  host,
  port,
  login: text(200).min(1, "required").describe("a shared mailbox: its own address"),
  authentication: z.enum(mailAuthentications),
  tokenConfigId: z.string().nullable().describe("id or name; null with a password"),
  folder: text(250).describe("IMAP and MSGraph; empty for POP3"),
  trusted: z.boolean().describe("X-OTRS- headers count"),
  dispatching: z.enum(dispatchings).describe("Queue: into the one named here; From: by the recipient's address"),
  queue: text(200).nullable(),
  validity,
  comment: text(250),
  smtpHost: z
    .string()
    .trim()
    .max(200)
    .refine((value) => value === "" || hostName.test(value), "not-a-host-name")
    .describe("where mail is sent from; empty: nowhere"),
  smtpPort: port,
  smtpEncryption,
  delivery: z.enum(deliveries).describe("keep: read at /messages; webhook: sent to the URL"),
  webhookUrl,
};

export const mailAccount = z
  .object({
    id: z.string(),
    ...editable,
    tokenConfigName: z.string().nullable(),
    passwordSet: z.boolean(),
    webhookSecretSet: z.boolean(),
    state: z.enum(mailAccountStates),
    lastFetchedAt: instant.nullable().describe("when a fetch last came to a good end"),
    nextFetchAt: instant.nullable(),
    failures: z.int().describe("fetches in a row that failed"),
    lastError: z.union([problem, z.null()]),
    waiting: z.int().describe("messages that are stored and not yet delivered"),
    dead: z.int().describe("messages whose delivery was given up"),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: "MailAccount" });
export type MailAccount = z.infer<typeof mailAccount>;

/** Members that an answer has and a request may repeat: accepted and ignored. */
const readOnly = {
  id: z.unknown().optional(),
  tokenConfigName: z.unknown().optional(),
  passwordSet: z.unknown().optional(),
  webhookSecretSet: z.unknown().optional(),
  state: z.unknown().optional(),
  lastFetchedAt: z.unknown().optional(),
  nextFetchAt: z.unknown().optional(),
  failures: z.unknown().optional(),
  lastError: z.unknown().optional(),
  waiting: z.unknown().optional(),
  dead: z.unknown().optional(),
  createdAt: z.unknown().optional(),
  updatedAt: z.unknown().optional(),
};

/** What can be set. Left out or empty, `password` and `webhookSecret` keep what is stored. */
export const mailAccountInput = z
  .strictObject({
    ...editable,
    ...readOnly,
    port: port.default(null),
    authentication: editable.authentication.default("password"),
    tokenConfigId: editable.tokenConfigId.default(null),
    password: z.string().max(1000).refine(printable, "control-characters").optional().describe("write-only"),
    folder: editable.folder.default("INBOX"),
    trusted: z.boolean().default(false),
    dispatching: editable.dispatching.default("From"),
    queue: editable.queue.default(null),
    validity: validity.default("valid"),
    comment: editable.comment.default(""),
    smtpHost: editable.smtpHost.default(""),
    smtpPort: port.default(null),
    smtpEncryption: smtpEncryption.default("tls"),
    delivery: editable.delivery.default("keep"),
    webhookUrl: webhookUrl.default(""),
    webhookSecret: webhookSecret.optional(),
  })
  .superRefine((input, context) => {
    const complain = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
    if (input.authentication === "oauth2_token" && !input.tokenConfigId) complain("tokenConfigId", "required");
    if (input.type === "MSGraph" && input.authentication !== "oauth2_token") complain("authentication", "token-only");
    if (input.dispatching === "Queue" && !input.queue) complain("queue", "required");
    if (input.delivery === "webhook" && input.webhookUrl === "") complain("webhookUrl", "required");
  })
  .meta({ id: "MailAccountInput" });
export type MailAccountInput = z.infer<typeof mailAccountInput>;

const account = { content: jsonContent(mailAccount) };

export const listMailAccountsRoute = {
  method: "get",
  path: "/mail-accounts",
  summary: "Mail accounts, page by page",
  ...needs("mail:read"),
  request: {
    query: z.object({
      q: z.string().max(250).optional().describe("part of name, host, login or comment"),
      page: z.coerce.number().int().min(1).max(100_000).default(1),
      pageSize: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: {
    200: {
      description: "One page, and the number of all that match",
      content: jsonContent(z.object({ items: z.array(mailAccount), total: z.int(), page: z.int(), pageSize: z.int() })),
    },
  },
  refuses: ["invalid-input"],
} as const;

export const createMailAccountRoute = {
  method: "post",
  path: "/mail-accounts",
  summary: "Add a mail account",
  ...needs("mail:write"),
  request: { body: jsonBody(mailAccountInput) },
  responses: { 201: { description: "Saved; ETag is its version", ...account } },
  refuses: ["unreadable-request", "invalid-input", "mail-account-exists", "token-config-not-allowed"],
} as const;

export const getMailAccountRoute = {
  method: "get",
  path: "/mail-accounts/{id}",
  summary: "One mail account by id or name",
  ...needs("mail:read"),
  request: { params: idParam },
  responses: { 200: { description: "The account; ETag is its version, which a fetch does not change", ...account } },
  refuses: ["mail-account-not-found"],
} as const;

export const updateMailAccountRoute = {
  method: "put",
  path: "/mail-accounts/{id}",
  summary: "Replace a mail account; password and webhook secret stay when left out",
  ...needs("mail:write"),
  request: {
    params: idParam,
    headers: z.object({ "if-match": z.string().optional() }),
    body: jsonBody(mailAccountInput),
  },
  responses: { 200: { description: "Saved; ETag is the new version", ...account } },
  refuses: [
    "unreadable-request",
    "invalid-input",
    "mail-account-exists",
    "mail-account-not-found",
    "mail-password-needed",
    "token-config-not-allowed",
    "changed-meanwhile",
    "if-match-needed",
  ],
} as const;

export const deleteMailAccountRoute = {
  method: "delete",
  path: "/mail-accounts/{id}",
  summary:
    "Delete a mail account and the messages of it that are stored here; refused while a channel uses it (`usedBy`)",
  ...needs("mail:write"),
  request: { params: idParam },
  responses: { 204: { description: "Gone" } },
  refuses: ["mail-account-not-found", "mail-account-in-use"],
} as const;
