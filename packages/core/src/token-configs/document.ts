import { clientAuthenticationOf, fillPlaceholders, grantOf, grantTypes, tokenRequestOf } from "@grantry/oauth";
import {
  type ClientAuthentication,
  type GrantSettingName,
  grantSettingNames,
  isOn,
  type RequestDescription,
  type Template,
  type TokenConfigDocument,
  type TokenConfigInput,
} from "@grantry/schema";

/** The members of a configuration that are a view of its document. */
export interface DocumentView {
  readonly scope: string;
  readonly placeholders: Readonly<Record<string, string>>;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly refreshUrl: string;
  readonly deviceUrl: string;
  readonly revocationUrl: string;
  readonly issuer: string;
  readonly issuerRequired: boolean;
  readonly userinfoUrl: string;
  readonly subject: string;
  readonly subjectTokenConfig: string;
  readonly audience: string;
  readonly resource: string;
  readonly otherAccountAllowed: boolean;
  readonly expectedAccount: string | null;
  readonly refreshTokenDays: number | null;
  readonly clientAuthentication: ClientAuthentication;
}

export function viewOfDocument(document: TokenConfigDocument): DocumentView {
  return {
    scope: document.Scope ?? "",
    placeholders: document.Grantry?.Placeholders ?? {},
    authorizationUrl: document.Requests.AuthorizationCode?.Request.URL ?? "",
    tokenUrl: tokenRequestOf(document)?.Request.URL ?? "",
    refreshUrl: document.Requests.TokenByRefreshToken?.Request.URL ?? "",
    deviceUrl: document.Grantry?.DeviceUrl ?? "",
    revocationUrl: document.Grantry?.RevocationUrl ?? "",
    issuer: document.Grantry?.Issuer ?? "",
    issuerRequired: document.Grantry?.IssuerCheck === "required",
    userinfoUrl: document.Grantry?.UserinfoUrl ?? "",
    subject: document.Grantry?.Subject ?? "",
    subjectTokenConfig: document.Grantry?.SubjectTokenConfig ?? "",
    audience: document.Grantry?.Audience ?? "",
    resource: document.Grantry?.Resource ?? "",
    otherAccountAllowed: isOn(document.Grantry?.OtherAccountAllowed),
    expectedAccount: document.Grantry?.ExpectedAccount ?? null,
    refreshTokenDays: document.Grantry?.RefreshTokenDays ?? null,
    clientAuthentication: clientAuthenticationOf(document),
  };
}

/** A template's document with the places of host and form filled. */
export function documentFromTemplate(
  template: Template,
  places: Readonly<Record<string, string>>,
): TokenConfigDocument {
  const document = fillPlaceholders(template.document, places);
  return { ...document, Grantry: { Template: template.id, ...document.Grantry } };
}

/** The document with what the form says; what the form does not know stays as it is. */
export function documentWith(document: TokenConfigDocument, input: TokenConfigInput): TokenConfigDocument {
  const view = viewOfDocument(document);
  const urls = {
    authorization: input.authorizationUrl ?? view.authorizationUrl,
    token: input.tokenUrl ?? view.tokenUrl,
    refresh:
      input.refreshUrl ?? (view.refreshUrl === view.tokenUrl ? (input.tokenUrl ?? view.refreshUrl) : view.refreshUrl),
  };
  const issuer = input.issuer ?? view.issuer;
  const own = {
    Issuer: issuer,
    IssuerCheck: issuer === "" ? "" : issuerCheckWith(document, input.issuerRequired),
    DeviceUrl: input.deviceUrl ?? view.deviceUrl,
    RevocationUrl: input.revocationUrl ?? view.revocationUrl,
    Subject: input.subject ?? view.subject,
    SubjectTokenConfig: input.subjectTokenConfig ?? view.subjectTokenConfig,
    Audience: input.audience ?? view.audience,
    Resource: input.resource ?? view.resource,
  };
  const {
    ExpectedAccount: _expected,
    OtherAccountAllowed: _allowed,
    RefreshTokenDays: _days,
    DeviceUrl: _device,
    RevocationUrl: _revocation,
    Issuer: _issuer,
    IssuerCheck: _issuerCheck,
    Subject: _subject,
    SubjectTokenConfig: _subjectTokenConfig,
    Audience: _audience,
    Resource: _resource,
    ...others
  } = document.Grantry ?? {};
  return {
    ...document,
    AuthFlow: grantTypes[grantOf(document)].authFlow, // older documents leave it out (parity 5)
    ClientID: input.clientId,
    Scope: input.scope ?? view.scope,
    ...(input.notifications && {
      Notifications: {
        ...document.Notifications,
        NotifyOnExpiredToken: input.notifications.expiredToken ? 1 : 0,
        NotifyOnExpiredRefreshToken: input.notifications.expiredRefreshToken ? 1 : 0,
      },
    }),
    Requests: requestsWith(document, urls),
    Grantry: {
      ...others,
      ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== "")),
      Placeholders: input.placeholders,
      KeepFresh: input.keepFresh,
      ...(input.clientAuthentication && { ClientAuthentication: input.clientAuthentication }),
      ...((input.otherAccountAllowed ?? view.otherAccountAllowed) && { OtherAccountAllowed: true }),
      ...(input.expectedAccount && { ExpectedAccount: input.expectedAccount }),
      ...(input.refreshTokenDays !== null && { RefreshTokenDays: input.refreshTokenDays }),
    },
  };
}

/** How the issuer is checked; what the form does not say, or says as it was, stays as it was written. */
function issuerCheckWith(document: TokenConfigDocument, required: boolean | undefined): string {
  const former = document.Grantry?.IssuerCheck;
  if (required === undefined || required === (former === "required")) return former ?? "";
  return required ? "required" : "if-present";
}

function requestsWith(
  document: TokenConfigDocument,
  urls: { authorization: string; token: string; refresh: string },
): TokenConfigDocument["Requests"] {
  const { Requests: requests } = document;
  const withUrl = (request: RequestDescription | undefined, URL: string) =>
    request && { ...request, Request: { ...request.Request, URL } };
  const { needsBrowser, renewalRequest, tokenRequest } = grantTypes[grantOf(document)];
  return {
    ...requests,
    ...(needsBrowser && { AuthorizationCode: withUrl(requests.AuthorizationCode, urls.authorization) }),
    ...(renewalRequest === "TokenByRefreshToken" && {
      TokenByRefreshToken: withUrl(requests.TokenByRefreshToken, urls.refresh),
    }),
    [tokenRequest]: withUrl(requests[tokenRequest], urls.token),
  };
}

/** What differs of the settings that a grant depends on: a grant given before was given under others. */
export function changedGrantSettings(former: TokenConfigDocument, document: TokenConfigDocument): GrantSettingName[] {
  const [before, after] = [former, document].map((one) => ({ ...viewOfDocument(one), clientId: one.ClientID }));
  return grantSettingNames.filter((name) => before?.[name] !== after?.[name]);
}
