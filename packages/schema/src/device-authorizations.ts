import * as z from "zod";
import { problem } from "./problems.ts";
import { idParam, instant, jsonContent, needs } from "./route.ts";

export const deviceAuthorization = z
  .object({
    id: z.string(),
    status: z.enum(["pending", "granted", "denied", "expired", "failed"]),
    userCode: z.string().describe("what the person types"),
    verificationUri: z.string().describe("where"),
    verificationUriComplete: z.string().nullable().describe("the same page with the code in it, for a QR code"),
    startedAt: instant,
    expiresAt: instant,
    nextPollAt: instant.nullable().describe("when the provider is asked next; null: it has ended"),
    account: z.string().nullable().describe("who allowed it"),
    problem: z.union([problem, z.null()]).describe("why it failed, or what stands in the way at present"),
  })
  .meta({ id: "DeviceAuthorization" });
export type DeviceAuthorization = z.infer<typeof deviceAuthorization>;

export const startDeviceAuthorizationRoute = {
  method: "post",
  path: "/token-configs/{id}/device-authorizations",
  summary: "Begin a device authorization: a code to type on a page of the provider, on any device (RFC 8628)",
  ...needs("token-configs:write"),
  request: { params: idParam },
  responses: {
    201: { description: "The code, the page, and until when", content: jsonContent(deviceAuthorization) },
  },
  refuses: [
    "token-config-not-found",
    "grant-has-no-device-authorization",
    "not-in-use",
    "needs-authorization",
    "needs-settings",
    "needs-provider-admin",
    "provider-refused",
  ],
} as const;

export const getDeviceAuthorizationRoute = {
  method: "get",
  path: "/token-configs/{id}/device-authorizations/{deviceId}",
  summary: "How far a device authorization is; where it is time, the provider is asked",
  ...needs("token-configs:write"),
  request: { params: idParam.extend({ deviceId: z.string().min(1) }) },
  responses: {
    200: { description: "Its progress, kept a day past its end", content: jsonContent(deviceAuthorization) },
  },
  refuses: ["token-config-not-found", "device-authorization-not-found"],
} as const;
