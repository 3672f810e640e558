import {
  templates as allTemplates,
  clientAuthenticationOf,
  fillPlaces,
  findTemplate,
  tokenRequestOf,
} from "@grantry/oauth";
import { isOn, say, type Template, type TemplateView } from "@grantry/schema";
import type { Context } from "./context.ts";

/** The templates that are shipped; the practice provider's only where one runs. */
export function shippedTemplates(ctx: Pick<Context, "platform">): Template[] {
  return allTemplates.filter(({ id }) => id !== "practice" || ctx.platform.practiceOrigin !== null);
}

/** A template's name for people; of one that no longer exists, its id. */
export function templateName(id: string): string {
  return findTemplate(id)?.name ?? id;
}

/** The places of a template that the host fills, not the form. */
export function hostPlaces({ platform: { practiceOrigin } }: Pick<Context, "platform">): Record<string, string> {
  return practiceOrigin === null ? {} : { practiceOrigin };
}

/** A template in the reader's language, the host's places filled. */
export function templateViewOf(ctx: Pick<Context, "platform" | "language">, template: Template): TemplateView {
  const { language } = ctx;
  const places = hostPlaces(ctx);
  const { document } = template;
  const urlOf = (request: { Request: { URL: string } } | undefined) => fillPlaces(request?.Request.URL ?? "", places);
  return {
    id: template.id,
    name: template.name,
    group: template.group,
    grant: template.grant,
    summary: say(template.summary, language),
    authorizationUrl: urlOf(document.Requests.AuthorizationCode),
    tokenUrl: urlOf(tokenRequestOf(document)),
    refreshUrl: urlOf(document.Requests.TokenByRefreshToken),
    deviceUrl: fillPlaces(document.Grantry?.DeviceUrl ?? "", places),
    revocationUrl: fillPlaces(document.Grantry?.RevocationUrl ?? "", places),
    issuer: fillPlaces(document.Grantry?.Issuer ?? "", places),
    issuerRequired: document.Grantry?.IssuerCheck === "required",
    scope: document.Scope ?? "",
    notifications: {
      expiredToken: isOn(document.Notifications?.NotifyOnExpiredToken),
      expiredRefreshToken: isOn(document.Notifications?.NotifyOnExpiredRefreshToken),
    },
    placeholders: template.placeholders.map((placeholder) => ({
      name: placeholder.name,
      label: say(placeholder.label, language),
      help: say(placeholder.help, language),
      example: placeholder.example,
      pattern: placeholder.pattern,
      refusal: say(placeholder.refusal, language),
      prefilled: placeholder.prefilled ?? "",
    })),
    fields: Object.fromEntries(
      Object.entries(template.fields).map(([name, { label, help, prefilled }]) => [
        name,
        {
          ...(label && { label: say(label, language) }),
          ...(help && { help: say(help, language) }),
          ...(prefilled !== undefined && { prefilled }),
        },
      ]),
    ),
    mistakes: template.mistakes.map(({ field, pattern, message }) => ({
      field,
      pattern,
      message: say(message, language),
    })),
    redirectUriHelp: say(template.redirectUriHelp, language),
    scopes: template.scopes.map(({ value, meaning }) => ({ value, meaning: say(meaning, language) })),
    clientSecret: template.clientSecret,
    mailServers: template.mailServers ?? null,
    testingRuleDays: template.testingRuleDays ?? null,
    clientAuthentication: clientAuthenticationOf(document),
  };
}
