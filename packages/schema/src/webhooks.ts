import * as z from "zod";
import { httpUrl } from "./http-url.ts";

/** Where a webhook is; empty: nowhere. */
export const webhookUrl = httpUrl;

/** What a webhook's requests are signed with; empty: the stored one stays. */
export const webhookSecret = z
  .string()
  .trim()
  .max(200)
  .refine((value) => value === "" || /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(value), "not-a-webhook-secret")
  .describe("write-only; whsec_ and at least 24 bytes as base64 (standardwebhooks.com)");
