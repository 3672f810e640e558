import * as z from "zod";
import { problem } from "./problems.ts";
import { idParam, instant, jsonBody, jsonContent, needs } from "./route.ts";

/** What became, or with `dryRun` would become, of one entry of a file. */
export const importOutcomes = ["added", "overwritten", "skipped", "refused", "left-out"] as const;
export type ImportOutcome = (typeof importOutcomes)[number];

const importRow = z
  .object({
    index: z.int().describe("position in the file, from 0"),
    line: z.int().describe("line at which the entry begins, from 1"),
    name: z.string().nullable(),
    outcome: z.enum(importOutcomes),
    clientSecretMissing: z.boolean().describe("neither the file nor this deployment has its client secret"),
    problem: z.union([problem, z.null()]),
  })
  .meta({ id: "ImportRow" });
export type ImportRow = z.infer<typeof importRow>;

export const importReport = z
  .object({ dryRun: z.boolean(), applied: z.boolean(), entries: z.array(importRow) })
  .meta({ id: "ImportReport" });
export type ImportReport = z.infer<typeof importReport>;

const choice = z.enum(["true", "false"]).default("false");

export const importTokenConfigsRoute = {
  method: "post",
  path: "/token-configs/imports",
  summary: "Import configurations from a file in the seed system's format: all of it or nothing",
  ...needs("token-configs:write"),
  request: {
    query: z.object({
      overwrite: choice.describe("replace configurations of the same name; their tokens stay"),
      dryRun: choice.describe("say what would become of each entry, change nothing"),
      leaveOutRefused: choice.describe("import the rest when entries are refused"),
      id: z
        .uuid({ error: "not-a-uuid" })
        .optional()
        .describe("chosen by who asks, to find the import again: it goes on when its request ends"),
    }),
    body: { content: { "application/yaml": { schema: z.string() } }, required: true },
  },
  responses: { 200: { description: "A row per entry", content: jsonContent(importReport) } },
  refuses: ["invalid-input", "file-refused", "import-refused", "request-too-large", "changed-meanwhile"],
} as const;

/** `arriving`: the file is not here yet; should its sender be cut off now, nothing becomes of it. */
const importStates = ["arriving", "running", "applied", "refused", "failed"] as const;

const importSummary = z
  .object({
    id: z.string(),
    state: z.enum(importStates),
    startedAt: instant,
    endedAt: instant.nullable(),
    overwrite: z.boolean(),
    leaveOutRefused: z.boolean(),
    arrived: z.int().describe("entries that have arrived so far"),
    checked: z.int().describe("entries that are checked and put aside so far"),
    counts: z.partialRecord(z.enum(importOutcomes), z.int()).describe("entries by outcome, once it has ended"),
    problem: z.union([problem, z.null()]).describe("why nothing was imported"),
  })
  .meta({ id: "ImportSummary" });
export type ImportSummary = z.infer<typeof importSummary>;

const importRun = importSummary
  .extend({ entries: z.array(importRow).nullable().describe("once it has ended") })
  .meta({ id: "ImportRun" });
export type ImportRun = z.infer<typeof importRun>;

export const listImportsRoute = {
  method: "get",
  path: "/token-configs/imports",
  summary: "Imports of one's own in the last seven days, the newest first; dry runs are not kept",
  ...needs("token-configs:write"),
  responses: {
    200: { description: "Imports", content: jsonContent(z.object({ items: z.array(importSummary) })) },
  },
} as const;

export const getImportRoute = {
  method: "get",
  path: "/token-configs/imports/{id}",
  summary: "How far an import of one's own is, and for seven days after its end what became of each entry",
  ...needs("token-configs:write"),
  request: { params: z.object({ id: z.uuid({ error: "not-a-uuid" }) }) },
  responses: { 200: { description: "The import", content: jsonContent(importRun) } },
  refuses: ["invalid-input", "import-not-found"],
} as const;

const documentContent = {
  "application/json": { schema: z.record(z.string(), z.unknown()) },
  "application/yaml": { schema: z.string() },
} as const;

export const getDocumentRoute = {
  method: "get",
  path: "/token-configs/{id}/document",
  summary:
    "The whole document in the seed system's format, JSON or YAML by Accept; never the client secret, and no secret at all for who may not edit it",
  ...needs("token-configs:read"),
  request: { params: idParam },
  responses: { 200: { description: "The document; its ETag is the configuration's", content: documentContent } },
  refuses: ["token-config-not-found"],
} as const;

export const putDocumentRoute = {
  method: "put",
  path: "/token-configs/{id}/document",
  summary: "Replace the whole document; the client secret stays when left out",
  ...needs("token-configs:write"),
  request: {
    params: idParam,
    headers: z.object({ "if-match": z.string().optional().describe("the ETag that was read") }),
    body: { content: documentContent },
  },
  responses: { 204: { description: "Replaced" } },
  refuses: [
    "unreadable-request",
    "invalid-input",
    "file-refused",
    "token-config-not-found",
    "token-config-not-allowed",
    "client-secret-needed",
    "if-match-needed",
    "changed-meanwhile",
  ],
} as const;

export const exportTokenConfigsRoute = {
  method: "post",
  path: "/token-configs/exports",
  summary: "Export configurations in the seed system's format; tokens never",
  ...needs("token-configs:read"),
  request: {
    body: jsonBody(
      z.strictObject({
        tokenConfigs: z.array(z.string()).optional().describe("names or ids; left out: all"),
        secrets: z.enum(["omit", "include"]).default("omit"),
        password: z.string().max(1000).optional().describe("of the person asking, for `include`"),
      }),
    ),
  },
  responses: {
    200: { description: "The file", content: { "application/yaml": { schema: z.string() } } },
  },
  refuses: ["unreadable-request", "invalid-input", "token-config-not-found", "password-needed", "too-many-attempts"],
} as const;
