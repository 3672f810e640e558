import * as z from "zod";
import { idParam, jsonContent, needs } from "./route.ts";
import { templateView } from "./template.ts";

export const listTemplatesRoute = {
  method: "get",
  path: "/templates",
  summary: "Provider templates, and the redirect URI to register with any of them",
  ...needs("templates:read"),
  responses: {
    200: {
      description: "All templates that this deployment offers, in the reader's language",
      content: jsonContent(
        z.object({
          templates: z.array(templateView),
          redirectUri: z.string().nullable().describe("null while FQDN is not set"),
        }),
      ),
    },
  },
} as const;

export const addTemplateRoute = {
  method: "post",
  path: "/templates",
  summary: "Make a template from a file in the seed system's format: its first entry, without client and secrets",
  ...needs("token-configs:write"),
  request: { body: { content: { "application/yaml": { schema: z.string() } }, required: true } },
  responses: { 201: { description: "The template", content: jsonContent(templateView) } },
  refuses: ["file-refused", "template-refused", "template-name-taken", "request-too-large"],
} as const;

export const removeTemplateRoute = {
  method: "delete",
  path: "/templates/{id}",
  summary: "Remove a template that was made from a file; configurations made from it stay as they are",
  ...needs("token-configs:write"),
  request: { params: idParam },
  responses: { 204: { description: "Gone" } },
  refuses: ["template-not-found"],
} as const;
