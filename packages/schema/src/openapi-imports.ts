import * as z from "zod";
import { problem } from "./problems.ts";
import { idParam, jsonContent, needs } from "./route.ts";

/** What became, or with `dryRun` would become, of one operation of a document. */
const openApiOutcomes = ["added", "skipped", "refused", "left-out"] as const;

const row = z
  .object({
    index: z.int().describe("position in the document, from 0"),
    pointer: z.string().describe("where it stands in the document: a JSON Pointer"),
    method: z.string().describe("empty where a whole path is refused"),
    path: z.string().describe("as in the document"),
    name: z.string().describe("of the invoker: its operationId, else method and path"),
    outcome: z.enum(openApiOutcomes),
    notes: z.array(z.string()).describe("what the invoker does not do by itself"),
    problem: z.union([problem, z.null()]),
  })
  .meta({ id: "OpenApiImportRow" });
export type OpenApiImportRow = z.infer<typeof row>;

export const openApiImportReport = z
  .object({
    dryRun: z.boolean(),
    applied: z.boolean(),
    webService: z.object({ id: z.string().nullable().describe("null: it is not made yet"), name: z.string() }),
    server: z.string().nullable().describe("the first that the document names"),
    entries: z.array(row),
  })
  .meta({ id: "OpenApiImportReport" });
export type OpenApiImportReport = z.infer<typeof openApiImportReport>;

const choice = z.enum(["true", "false"]).default("false");
const choices = {
  dryRun: choice.describe("say what would become of each operation, change nothing"),
  leaveOutRefused: choice.describe("import the rest when operations are refused"),
};
/** JSON is YAML; either is taken whatever its type says. */
const body = { content: { "application/yaml": { schema: z.string() } }, required: true } as const;
const responses = { 200: { description: "A row per operation", content: jsonContent(openApiImportReport) } } as const;
const whyNotImported = [
  "invalid-input",
  "file-refused",
  "openapi-refused",
  "import-refused",
  "request-too-large",
  "changed-meanwhile",
] as const;

export const importOpenApiRoute = {
  method: "post",
  path: "/web-services/{id}/openapi-imports",
  summary: "Make invokers from an OpenAPI 3.0 or 3.1 document, JSON or YAML: all of it or nothing",
  ...needs("web-services:write"),
  request: { params: idParam, query: z.object(choices), body },
  responses,
  refuses: ["web-service-not-found", ...whyNotImported],
} as const;

export const importNewWebServiceRoute = {
  method: "post",
  path: "/web-services/openapi-imports",
  summary: "Make a web service with its invokers from an OpenAPI 3.0 or 3.1 document, JSON or YAML",
  ...needs("web-services:write"),
  request: {
    query: z.object({
      ...choices,
      name: z.string().max(250).optional().describe("left out: the document's title"),
      endpoint: z.string().max(2000).optional().describe("left out: the document's first server"),
      tokenConfig: z.string().max(250).optional().describe("id, or name; left out: no authentication"),
    }),
    body,
  },
  responses,
  refuses: [...whyNotImported, "web-service-name-taken", "token-config-not-allowed"],
} as const;
