import * as z from "zod";

/** Where a webhook is; empty: nowhere. */
export const webhookUrl = z
  .string()
  .trim()
  .max(2000)
  .superRefine((value, context) => {
    if (value === "") return;
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (!url || !/^https?:$/.test(url.protocol)) context.addIssue("not-a-url");
    else if (url.username || url.password) context.addIssue("url-with-credentials");
    else if (value.includes("#")) context.addIssue("url-with-fragment");
  });

/** What a webhook's requests are signed with; empty: the stored one stays. */
export const webhookSecret = z
  .string()
  .trim()
  .max(200)
  .refine((value) => value === "" || /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(value), "not-a-webhook-secret")
  .describe("write-only; whsec_ and at least 24 bytes as base64 (standardwebhooks.com)");
