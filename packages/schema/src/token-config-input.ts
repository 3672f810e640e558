import * as z from "zod";
import { clientKeyInput } from "./client-keys.ts";
import { grant } from "./grants.ts";
import { httpUrl } from "./http-url.ts";
import { instant } from "./route.ts";
import { editable, notificationChoices, scopeText } from "./token-config.ts";
import { validity } from "./validity.ts";

/** Members that an answer has and a request may repeat: accepted and ignored. */
const readOnly = {
  id: z.unknown().optional(),
  templateName: z.unknown().optional(),
  clientSecretSet: z.unknown().optional(),
  clientKeySet: z.unknown().optional(),
  clientSecretSharedBy: z.unknown().optional(),
  redirectUri: z.unknown().optional(),
  corrections: z.unknown().optional(),
  token: z.unknown().optional(),
  usedBy: z.unknown().optional(),
  createdAt: z.unknown().optional(),
  updatedAt: z.unknown().optional(),
};

/**
 * What can be set. Left out, `clientSecret` keeps what is stored. `placeholders`, URLs and `scope` left out take the
 * template's on creation.
 */
export const tokenConfigInput = z
  .strictObject({
    ...editable,
    ...readOnly,
    grant: grant.optional(),
    validity: validity.default("valid"),
    clientSecret: z
      .string()
      .trim()
      .max(10_000)
      .optional()
      .describe("write-only; empty or left out: the stored one stays"),
    clientKey: clientKeyInput.optional().describe("write-only; a key to add to the app registration"),
    clientAuthentication: editable.clientAuthentication.optional(),
    scope: scopeText.optional(),
    placeholders: editable.placeholders.default({}),
    authorizationUrl: httpUrl.optional(),
    tokenUrl: httpUrl.optional(),
    refreshUrl: httpUrl.optional(),
    deviceUrl: httpUrl.optional(),
    revocationUrl: httpUrl.optional(),
    issuer: httpUrl.optional(),
    issuerRequired: z.boolean().optional(),
    subject: editable.subject.optional(),
    subjectTokenConfig: editable.subjectTokenConfig.optional(),
    audience: editable.audience.optional(),
    resource: httpUrl.optional(),
    otherAccountAllowed: z.boolean().optional(),
    notifications: notificationChoices.optional(),
    keepFresh: z.boolean().default(true),
    expectedAccount: editable.expectedAccount.default(null),
    refreshTokenDays: editable.refreshTokenDays.default(null),
    clientSecretExpiresAt: instant.nullable().default(null),
  })
  .meta({ id: "TokenConfigInput" });
export type TokenConfigInput = z.infer<typeof tokenConfigInput>;
