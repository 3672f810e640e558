import * as z from "zod";
import { jsonContent, needs } from "./route.ts";
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
