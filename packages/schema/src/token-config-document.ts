import * as z from "zod";

/**
 * The configuration document: the member `Config` of the seed system's files (names and shapes are its own), without
 * `ClientSecret`, which is stored apart. What that format has no place for is ours and lies under `Grantry`.
 * Members we do not know are kept as they came.
 */

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** As the seed writes it: 1, '1', 0, '0', '' or nothing. Kept as it came; {@link isOn} reads it. */
const flag = scalar;

/** Whether a flag of a document is set, whichever way it is written. */
export function isOn(value: z.infer<typeof flag> | undefined): boolean {
  return value === true || value === 1 || (typeof value === "string" && value !== "" && value !== "0");
}

const request = z.looseObject({
  URL: z.string(),
  /** Fixed parameters. */
  Parameters: z.record(z.string(), scalar).optional(),
  /** Parameter of the request → internal name of what fills it. Overrides a fixed parameter of the same name. */
  AutofilledParametersMapping: z.record(z.string(), z.string().nullable()).optional(),
});

const response = z.looseObject({
  /** Member of the answer → internal name that it is stored under. */
  ParametersMapping: z.record(z.string(), z.string()).optional(),
});

/** One request as the document describes it. */
export const requestDescription = z.looseObject({ Request: request, Response: response.optional() });
export type RequestDescription = z.infer<typeof requestDescription>;

/** How the client proves itself at the token endpoint (RFC 6749 §2.3, RFC 7523 §2.2). */
export const clientAuthentications = ["client_secret_post", "client_secret_basic", "private_key_jwt", "none"] as const;
export type ClientAuthentication = (typeof clientAuthentications)[number];

export const tokenConfigDocument = z.looseObject({
  /** Missing or empty in what older systems wrote: the authorization code. The seed knows the first two. */
  AuthFlow: z
    .enum(["AuthorizationCode", "ClientCredentials", "DeviceCode", "JwtBearer", "TokenExchange", ""])
    .nullable()
    .optional(),
  ClientID: z.string().nullable().optional(),
  Scope: z.string().nullable().optional(),
  TemplateName: z.string().nullable().optional(),
  Notifications: z
    .looseObject({ NotifyOnExpiredToken: flag.optional(), NotifyOnExpiredRefreshToken: flag.optional() })
    .optional(),
  Requests: z.looseObject({
    AuthorizationCode: requestDescription.optional(),
    TokenByAuthorizationCode: requestDescription.optional(),
    TokenByRefreshToken: requestDescription.optional(),
    TokenByClientCredentials: requestDescription.optional(),
    TokenByDeviceCode: requestDescription.optional(),
    TokenByJwtBearer: requestDescription.optional(),
    TokenByTokenExchange: requestDescription.optional(),
  }),
  Grantry: z
    .looseObject({
      Template: z.string().optional(),
      Placeholders: z.record(z.string(), z.string()).optional(),
      Pkce: z.enum(["S256", "off"]).optional(),
      /** The issuer identifier that the redirect's `iss` must equal (RFC 9207). */
      Issuer: z.string().optional(),
      /** `required`: an answer without `iss` is refused; `if-present`: compared when it is there. */
      IssuerCheck: z.enum(["required", "if-present"]).optional(),
      ClientAuthentication: z.enum(clientAuthentications).optional(),
      /** Seconds that an access token lives where the provider does not say; `never`: it lives until withdrawn. */
      DefaultLifetime: z.union([z.literal("never"), z.coerce.number().int().positive()]).optional(),
      /** What `expires_in` counts in, where a provider gives milliseconds, or tokens that live for months. */
      ExpiresInUnit: z.enum(["seconds", "milliseconds"]).optional(),
      /** Seconds after its use in which the provider takes a refresh token once more, so that a lost answer can be asked for. */
      RefreshTokenGraceSeconds: z.coerce.number().int().positive().optional(),
      /** Scopes without which a grant is of no use; people can leave them unticked on the provider's consent screen. */
      RequiredScopes: z.array(z.string()).optional(),
      /** Days that a refresh token lives from its grant on, where the provider has such a rule and does not say so. */
      RefreshTokenDays: z.coerce.number().int().positive().optional(),
      KeepFresh: flag.optional(),
      ExpectedAccount: z.string().optional(),
      /** Whether another account may authorize all the same, as for a shared mailbox. */
      OtherAccountAllowed: flag.optional(),
      /** Where the provider says whose an access token is, when no id_token does (OpenID Connect Core §5.3). */
      UserinfoUrl: z.string().optional(),
      /** Where a device authorization begins (RFC 8628 §3.1). */
      DeviceUrl: z.string().optional(),
      /** Where a grant is given back (RFC 7009). */
      RevocationUrl: z.string().optional(),
      /** Whom a service account acts for (RFC 7523 §3, `sub`). */
      Subject: z.string().optional(),
      /** The configuration, by name, whose access token is exchanged for this one's (RFC 8693 §2.1, `subject_token`). */
      SubjectTokenConfig: z.string().optional(),
      /** The service that the exchanged token is for, by name (RFC 8693 §2.1). */
      Audience: z.string().optional(),
      /** The same by its URI (RFC 8707). */
      Resource: z.string().optional(),
    })
    .optional(),
});
export type TokenConfigDocument = z.infer<typeof tokenConfigDocument>;
