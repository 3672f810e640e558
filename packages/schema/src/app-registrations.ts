import * as z from "zod";
import { clientKeyInput, clientKeyView } from "./client-keys.ts";
import { idParam, instant, jsonBody, jsonContent, needs } from "./route.ts";

const clientSecret = z.object({ id: z.string(), createdAt: instant, expiresAt: instant.nullable() });

export const appRegistration = z
  .object({
    id: z.string(),
    clientId: z.string(),
    tokenOrigin: z.string().describe("origin of the token endpoint: its secrets go nowhere else"),
    clientSecrets: z.array(clientSecret).describe("tried newest first; never the secrets themselves"),
    clientKeys: z.array(clientKeyView).describe("tried newest first; never the private keys"),
    tokenConfigs: z.array(z.object({ id: z.string(), name: z.string() })),
  })
  .meta({ id: "AppRegistration" });
export type AppRegistration = z.infer<typeof appRegistration>;

export const clientSecretInput = z.strictObject({
  clientSecret: z.string().trim().min(1, "required").max(10_000),
  expiresAt: instant.nullable().default(null),
});
export type ClientSecretInput = z.infer<typeof clientSecretInput>;

export const listAppRegistrationsRoute = {
  method: "get",
  path: "/app-registrations",
  summary: "App registrations, their client secrets' dates, and who uses them",
  ...needs("token-configs:read"),
  responses: {
    200: { description: "All of them", content: jsonContent(z.object({ items: z.array(appRegistration) })) },
  },
} as const;

export const addClientSecretRoute = {
  method: "post",
  path: "/app-registrations/{id}/client-secrets",
  summary: "Add a client secret beside those that are there; it is tried first",
  ...needs("app-registrations:write"),
  request: { params: idParam, body: jsonBody(clientSecretInput) },
  responses: { 201: { description: "Added", content: jsonContent(appRegistration) } },
  refuses: ["unreadable-request", "invalid-input", "app-registration-not-found"],
} as const;

export const removeClientSecretRoute = {
  method: "delete",
  path: "/app-registrations/{id}/client-secrets/{secretId}",
  summary: "Remove a client secret",
  ...needs("app-registrations:write"),
  request: { params: idParam.extend({ secretId: z.string().min(1) }) },
  responses: { 204: { description: "Gone" } },
  refuses: ["app-registration-not-found"],
} as const;

export const addClientKeyRoute = {
  method: "post",
  path: "/app-registrations/{id}/client-keys",
  summary: "Add a key beside those that are there, made here or brought in a file; it is tried first",
  ...needs("app-registrations:write"),
  request: { params: idParam, body: jsonBody(clientKeyInput) },
  responses: { 201: { description: "Added, with the certificate to register", content: jsonContent(appRegistration) } },
  refuses: ["unreadable-request", "invalid-input", "app-registration-not-found"],
} as const;

export const removeClientKeyRoute = {
  method: "delete",
  path: "/app-registrations/{id}/client-keys/{keyId}",
  summary: "Remove a key",
  ...needs("app-registrations:write"),
  request: { params: idParam.extend({ keyId: z.string().min(1) }) },
  responses: { 204: { description: "Gone" } },
  refuses: ["app-registration-not-found"],
} as const;
