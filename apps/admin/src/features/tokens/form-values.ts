import type { ClientKeyInput, TemplateView, TokenConfig, TokenConfigInput, Validity } from "@grantry/schema";

/** The form as it stands: every field a text or a choice. */
export interface FormValues {
  name: string;
  clientId: string;
  clientAuthentication: TokenConfig["clientAuthentication"];
  clientSecret: string;
  /** A key to add; `null`: what is stored stays. */
  clientKey: ClientKeyInput | null;
  subject: string;
  scope: string;
  validity: Validity;
  placeholders: Record<string, string>;
  authorizationUrl: string;
  tokenUrl: string;
  refreshUrl: string;
  deviceUrl: string;
  revocationUrl: string;
  /** What a redirect's `iss` must equal (RFC 9207); empty: not compared. */
  issuer: string;
  issuerRequired: boolean;
  /** The name of the configuration whose token is exchanged, and what for; empty where nothing is. */
  subjectTokenConfig: string;
  audience: string;
  resource: string;
  expiredToken: boolean;
  expiredRefreshToken: boolean;
  keepFresh: boolean;
  expectedAccount: string;
  /** Days until the provider's rule for apps in testing ends the grant. */
  refreshTokenDays: number | null;
  /** `YYYY-MM-DD`, or empty. */
  clientSecretExpiresOn: string;
}

export function newValues(template: TemplateView): FormValues {
  const { fields } = template;
  return {
    name: fields.name?.prefilled ?? "",
    clientId: fields.clientId?.prefilled ?? "",
    clientAuthentication: template.clientAuthentication,
    clientSecret: fields.clientSecret?.prefilled ?? "",
    clientKey: template.grant === "jwt_bearer" ? { kind: "service-account", json: "" } : null,
    subject: "",
    scope: template.scope,
    validity: "valid",
    placeholders: Object.fromEntries(template.placeholders.map(({ name, prefilled }) => [name, prefilled])),
    authorizationUrl: template.authorizationUrl,
    tokenUrl: template.tokenUrl,
    refreshUrl: template.refreshUrl,
    deviceUrl: template.deviceUrl,
    revocationUrl: template.revocationUrl,
    issuer: template.issuer,
    issuerRequired: template.issuerRequired,
    subjectTokenConfig: "",
    audience: "",
    resource: "",
    expiredToken: template.notifications.expiredToken,
    expiredRefreshToken: template.notifications.expiredRefreshToken,
    keepFresh: true,
    expectedAccount: "",
    refreshTokenDays: null,
    clientSecretExpiresOn: "",
  };
}

export function valuesOf(config: TokenConfig): FormValues {
  return {
    name: config.name,
    clientId: config.clientId,
    clientAuthentication: config.clientAuthentication,
    clientSecret: "",
    clientKey: null,
    subject: config.subject,
    scope: config.scope,
    validity: config.validity,
    placeholders: config.placeholders,
    authorizationUrl: config.authorizationUrl,
    tokenUrl: config.tokenUrl,
    refreshUrl: config.refreshUrl,
    deviceUrl: config.deviceUrl,
    revocationUrl: config.revocationUrl,
    issuer: config.issuer,
    issuerRequired: config.issuerRequired,
    subjectTokenConfig: config.subjectTokenConfig,
    audience: config.audience,
    resource: config.resource,
    ...config.notifications,
    keepFresh: config.keepFresh,
    expectedAccount: config.expectedAccount ?? "",
    refreshTokenDays: config.refreshTokenDays,
    clientSecretExpiresOn: config.clientSecretExpiresAt?.slice(0, 10) ?? "",
  };
}

/** What proves the client: one of them is asked for. */
export function proofOf({ grant }: Pick<TemplateView, "grant">, values: Pick<FormValues, "clientAuthentication">) {
  if (grant === "jwt_bearer" || values.clientAuthentication === "private_key_jwt") return "key";
  return values.clientAuthentication === "none" ? "none" : "secret";
}

/**
 * What is sent. URLs that still have their `{places}` are the template's own, which the server fills; so is the
 * authentication that the template has.
 */
export function inputOf(
  values: FormValues,
  template: Pick<TemplateView, "id" | "grant" | "placeholders" | "clientAuthentication">,
): TokenConfigInput {
  const { expiredToken, expiredRefreshToken, clientSecretExpiresOn, expectedAccount, subject, ...others } = values;
  const { clientSecret, clientKey, clientAuthentication, ...rest } = others;
  const proof = proofOf(template, values);
  const places = template.placeholders.map(({ name }) => `{${name}}`);
  const isTyped = (url: string) => !places.some((place) => url.includes(place));
  const { authorizationUrl, tokenUrl, refreshUrl, deviceUrl, revocationUrl, issuer, ...plain } = rest;
  return {
    ...plain,
    template: template.id,
    ...(isTyped(authorizationUrl) && { authorizationUrl }),
    ...(isTyped(tokenUrl) && { tokenUrl }),
    ...(isTyped(refreshUrl) && { refreshUrl }),
    ...(isTyped(deviceUrl) && { deviceUrl }),
    ...(isTyped(revocationUrl) && { revocationUrl }),
    ...(isTyped(issuer) && { issuer }),
    notifications: { expiredToken, expiredRefreshToken },
    ...(clientAuthentication !== template.clientAuthentication && { clientAuthentication }),
    ...(proof === "secret" && clientSecret !== "" && { clientSecret }),
    ...(proof === "key" && clientKey && { clientKey }),
    ...(template.grant === "jwt_bearer" && { subject }),
    expectedAccount: expectedAccount === "" ? null : expectedAccount,
    clientSecretExpiresAt:
      clientSecretExpiresOn === "" ? null : new Date(`${clientSecretExpiresOn}T00:00:00Z`).toISOString(),
  };
}
