import * as z from "zod";
import { grant } from "./grants.ts";
import { httpUrl } from "./http-url.ts";
import { instant } from "./route.ts";
import { shownName } from "./shown-name.ts";
import { clientAuthentications } from "./token-config-document.ts";
import { tokenView } from "./token-view.ts";
import { validity } from "./validity.ts";

/** What reads tokens of configurations. */
export const tokenConfigUserKinds = ["api-key", "mail-account", "web-service", "token-config"] as const;
export type TokenConfigUserKind = (typeof tokenConfigUserKinds)[number];

/** Something that reads the tokens of a configuration; while there is one, the configuration cannot be deleted. */
const tokenConfigUser = z
  .object({
    kind: z.enum(tokenConfigUserKinds),
    id: z.string(),
    name: z.string(),
    href: z.string().describe("the screen where it is changed"),
  })
  .meta({ id: "TokenConfigUser" });
export type TokenConfigUser = z.infer<typeof tokenConfigUser>;

/** A name as people type it. */
export const typedName = z.string().trim().pipe(shownName);

/** RFC 6749 §3.3: tokens of printable ASCII but `"` and `\`, separated by spaces. Runs of spaces become one. */
export const scopeText = z
  .string()
  .max(10_000)
  .transform((value) => value.trim().replace(/\s+/g, " "))
  .pipe(z.string().regex(/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/, "not-a-scope"));

export const notificationChoices = z.strictObject({ expiredToken: z.boolean(), expiredRefreshToken: z.boolean() });

/** What may be chosen of a configuration. Endpoints (RFC 6749 §3.1, §3.2) are empty where the grant needs none. */
export const editable = {
  name: typedName,
  template: z.string().min(1, "required"),
  grant,
  validity,
  clientId: z.string().trim().min(1, "required").max(2000),
  scope: scopeText,
  placeholders: z.record(z.string(), z.string().trim().max(500)),
  authorizationUrl: httpUrl,
  tokenUrl: httpUrl,
  refreshUrl: httpUrl.describe("empty: no renewal by refresh token"),
  deviceUrl: httpUrl.describe("where a device authorization begins (RFC 8628); empty: none"),
  revocationUrl: httpUrl.describe("where a grant is given back (RFC 7009); empty: the provider offers none"),
  issuer: httpUrl.describe(
    "what the redirect's iss (RFC 9207) and the id_token's must equal, Microsoft's {tenantid} aside; empty: not compared",
  ),
  issuerRequired: z.boolean().describe("an answer without iss is refused: the provider promises one"),
  subject: z.string().trim().max(500).describe("whom a service account acts for"),
  subjectTokenConfig: z
    .string()
    .trim()
    .max(250)
    .describe("the configuration, by name or id, whose access token is exchanged for this one's (RFC 8693)"),
  audience: z.string().trim().max(2000).describe("the service that the exchanged token is for, by name (RFC 8693)"),
  resource: httpUrl.describe("the same by its address (RFC 8707)"),
  otherAccountAllowed: z
    .boolean()
    .describe("another account than the expected one may authorize, as for a shared mailbox"),
  notifications: notificationChoices,
  keepFresh: z.boolean().describe("refreshed ahead of time; else when read"),
  expectedAccount: z.string().trim().max(500).nullable(),
  refreshTokenDays: z
    .int()
    .min(1)
    .max(3_650)
    .nullable()
    .describe(
      "days that a refresh token lives from its grant on, by a rule of the provider that its answers leave out",
    ),
  clientSecretExpiresAt: instant.nullable(),
  clientAuthentication: z.enum(clientAuthentications).describe("how the client proves itself at the token endpoint"),
};

/** What is known to be wrong in a document, why, and what sets it right. */
const correction = z
  .object({
    id: z.string(),
    title: z.string(),
    why: z.string(),
    changes: z
      .array(z.object({ pointer: z.string(), from: z.string().nullable(), to: z.string().nullable() }))
      .describe("members of the document, null: not there; none where only a person knows the right value"),
  })
  .meta({ id: "Correction" });
export type CorrectionView = z.infer<typeof correction>;

export const tokenConfig = z
  .object({
    id: z.string(),
    ...editable,
    templateName: z.string().describe("the template's name for people"),
    clientSecretSet: z.boolean(),
    clientKeySet: z.boolean(),
    clientSecretSharedBy: z.int().describe("how many configurations use this app registration, this one included"),
    redirectUri: z.string().nullable(),
    corrections: z.array(correction).describe("known mistakes of the template that it was made from"),
    token: tokenView,
    usedBy: z.array(tokenConfigUser),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: "TokenConfig" });
export type TokenConfig = z.infer<typeof tokenConfig>;

/** A row of the overview: what a list needs, nothing that must be unsealed. */
export const tokenConfigSummary = tokenConfig
  .pick({
    id: true,
    name: true,
    template: true,
    templateName: true,
    grant: true,
    validity: true,
    token: true,
    usedBy: true,
    createdAt: true,
    updatedAt: true,
  })
  .meta({ id: "TokenConfigSummary" });
export type TokenConfigSummary = z.infer<typeof tokenConfigSummary>;
