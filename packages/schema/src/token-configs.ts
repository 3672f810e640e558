import * as z from "zod";
import { clientKeyInput } from "./client-keys.ts";
import { grant } from "./grants.ts";
import { httpUrl } from "./http-url.ts";
import { tokenConfigSorts, validities } from "./overview.ts";
import { problem } from "./problems.ts";
import { idParam, instant, jsonBody, jsonContent, needs } from "./route.ts";
import { clientAuthentications } from "./token-config-document.ts";
import { refreshTokenStatus, statusGroup, tokenStatus } from "./token-status.ts";

export const validity = z.enum(validities).meta({ id: "Validity" });
export type Validity = z.infer<typeof validity>;

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

/** What a grant depends on: a change of it asks for a new authorization. */
export const grantSettingNames = [
  "clientId",
  "scope",
  "authorizationUrl",
  "tokenUrl",
  "refreshUrl",
  "subjectTokenConfig",
  "audience",
  "resource",
] as const;
export type GrantSettingName = (typeof grantSettingNames)[number];

/** What is known of the token, never the token. */
export const tokenView = z
  .object({
    status: tokenStatus,
    accessTokenExpiresAt: instant.nullable(),
    accessTokenExpiryAssumed: z
      .boolean()
      .describe("the provider did not say; one hour or the template's default is assumed"),
    accessTokenObtainedAt: instant.nullable().describe("when the access token in force was obtained"),
    refreshTokenStatus,
    refreshTokenExpiresAt: instant.nullable(),
    refreshTokenExpirySource: z
      .enum(["provider", "rule"])
      .nullable()
      .describe(
        "where that date is from: the provider's answer, or the rule that the configuration names; null: not known",
      ),
    obtainedAt: instant.nullable().describe("when the grant was given"),
    refreshedAt: instant.nullable(),
    takenOverAt: instant.nullable().describe("brought from another system, not refreshed here yet"),
    nextRefreshAt: instant.nullable(),
    account: z.string().nullable(),
    scope: z.string().nullable(),
    settingsChanged: z.boolean().describe("granted under former settings: authorize again"),
    changedSettings: z.array(z.enum(grantSettingNames)).describe("which of them, as far as that is known"),
    nextAttemptAt: instant.nullable(),
    lastError: z.union([problem, z.null()]),
  })
  .meta({ id: "Token" });
export type TokenView = z.infer<typeof tokenView>;

/** A name as files bring it: spaces around it stay. */
export const shownName = z
  .string()
  .min(1, "required")
  .max(250)
  // Not a regex(): its flags would stand in the OpenAPI document's pattern. U+202A… turn around what follows a name.
  .refine((value) => !/[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/u.test(value), "control-characters");

const name = z.string().trim().pipe(shownName);

/** RFC 6749 §3.1, §3.2. Empty where the grant needs none. */
export const endpointUrl = httpUrl;

/** RFC 6749 §3.3: tokens of printable ASCII but `"` and `\`, separated by spaces. Runs of spaces become one. */
export const scopeText = z
  .string()
  .max(10_000)
  .transform((value) => value.trim().replace(/\s+/g, " "))
  .pipe(z.string().regex(/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/, "not-a-scope"));

const notificationChoices = z.strictObject({ expiredToken: z.boolean(), expiredRefreshToken: z.boolean() });

const editable = {
  name,
  template: z.string().min(1, "required"),
  grant,
  validity,
  clientId: z.string().trim().min(1, "required").max(2000),
  scope: scopeText,
  placeholders: z.record(z.string(), z.string().trim().max(500)),
  authorizationUrl: endpointUrl,
  tokenUrl: endpointUrl,
  refreshUrl: endpointUrl.describe("empty: no renewal by refresh token"),
  deviceUrl: endpointUrl.describe("where a device authorization begins (RFC 8628); empty: none"),
  revocationUrl: endpointUrl.describe("where a grant is given back (RFC 7009); empty: the provider offers none"),
  issuer: endpointUrl.describe("what the redirect's iss must equal, letter by letter (RFC 9207); empty: not compared"),
  issuerRequired: z.boolean().describe("an answer without iss is refused: the provider promises one"),
  subject: z.string().trim().max(500).describe("whom a service account acts for"),
  subjectTokenConfig: z
    .string()
    .trim()
    .max(250)
    .describe("the configuration, by name or id, whose access token is exchanged for this one's (RFC 8693)"),
  audience: z.string().trim().max(2000).describe("the service that the exchanged token is for, by name (RFC 8693)"),
  resource: endpointUrl.describe("the same by its address (RFC 8707)"),
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
    authorizationUrl: endpointUrl.optional(),
    tokenUrl: endpointUrl.optional(),
    refreshUrl: endpointUrl.optional(),
    deviceUrl: endpointUrl.optional(),
    revocationUrl: endpointUrl.optional(),
    issuer: endpointUrl.optional(),
    issuerRequired: z.boolean().optional(),
    subject: editable.subject.optional(),
    subjectTokenConfig: editable.subjectTokenConfig.optional(),
    audience: editable.audience.optional(),
    resource: endpointUrl.optional(),
    otherAccountAllowed: z.boolean().optional(),
    notifications: notificationChoices.optional(),
    keepFresh: z.boolean().default(true),
    expectedAccount: editable.expectedAccount.default(null),
    refreshTokenDays: editable.refreshTokenDays.default(null),
    clientSecretExpiresAt: instant.nullable().default(null),
  })
  .meta({ id: "TokenConfigInput" });
export type TokenConfigInput = z.infer<typeof tokenConfigInput>;

export const listTokenConfigsRoute = {
  method: "get",
  path: "/token-configs",
  summary: "Configurations, page by page",
  ...needs("token-configs:read"),
  request: {
    query: z.object({
      q: z.string().max(250).optional().describe("part of the name, account or template"),
      status: statusGroup.optional(),
      sort: z.enum(tokenConfigSorts).default("name"),
      page: z.coerce.number().int().min(1).max(100_000).default(1),
      pageSize: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: {
    200: {
      description: "One page, the number of all that match, and how many there are of each group",
      content: jsonContent(
        z.object({
          items: z.array(tokenConfigSummary),
          total: z.int(),
          page: z.int(),
          pageSize: z.int(),
          counts: z.object({
            all: z.int(),
            "needs-you": z.int(),
            failing: z.int(),
            healthy: z.int(),
            "in-use": z.int(),
            "not-in-use": z.int(),
          }),
          nextRefreshAt: instant.nullable(),
        }),
      ),
    },
  },
  refuses: ["invalid-input"],
} as const;

const tokenConfigAnswer = { content: jsonContent(tokenConfig) };

export const createTokenConfigRoute = {
  method: "post",
  path: "/token-configs",
  summary: "Add a configuration",
  ...needs("token-configs:write"),
  request: { body: jsonBody(tokenConfigInput) },
  responses: {
    201: { description: "Saved; ETag is its version", ...tokenConfigAnswer },
  },
  refuses: ["unreadable-request", "invalid-input", "name-taken", "client-secret-needed", "token-config-not-allowed"],
} as const;

export const getTokenConfigRoute = {
  method: "get",
  path: "/token-configs/{id}",
  summary: "One configuration by id or name",
  ...needs("token-configs:read"),
  request: { params: idParam },
  responses: {
    200: {
      description: "The configuration; ETag is its version, which a refresh does not change",
      ...tokenConfigAnswer,
    },
  },
  refuses: ["token-config-not-found"],
} as const;

export const updateTokenConfigRoute = {
  method: "put",
  path: "/token-configs/{id}",
  summary: "Replace a configuration; the client secret stays when left out",
  ...needs("token-configs:write"),
  request: {
    params: idParam,
    headers: z.object({ "if-match": z.string().optional() }),
    body: jsonBody(tokenConfigInput),
  },
  responses: {
    200: { description: "Saved; ETag is the new version", ...tokenConfigAnswer },
  },
  refuses: [
    "unreadable-request",
    "invalid-input",
    "name-taken",
    "client-secret-needed",
    "token-config-not-found",
    "token-config-not-allowed",
    "changed-meanwhile",
    "if-match-needed",
  ],
} as const;

export const deleteTokenConfigRoute = {
  method: "delete",
  path: "/token-configs/{id}",
  summary: "Delete a configuration and its token; refused while something uses it (`usedBy`)",
  ...needs("token-configs:write"),
  request: { params: idParam },
  responses: { 204: { description: "Gone" } },
  refuses: ["token-config-not-found", "token-config-in-use"],
} as const;

export const duplicateTokenConfigRoute = {
  method: "post",
  path: "/token-configs/{id}/duplicates",
  summary: "Add a configuration like this one under a new name: same app registration, no token",
  ...needs("token-configs:write"),
  request: { params: idParam, body: jsonBody(z.strictObject({ name })) },
  responses: { 201: { description: "Added; ETag is its version", ...tokenConfigAnswer } },
  refuses: ["unreadable-request", "invalid-input", "name-taken", "token-config-not-found"],
} as const;
