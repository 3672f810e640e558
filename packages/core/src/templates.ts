import {
  templates as allTemplates,
  clientAuthenticationOf,
  fillPlaces,
  findTemplate,
  tokenRequestOf,
} from "@grantry/oauth";
import { isOn, type Language, say, type Template, type TemplateView } from "@grantry/schema";
import type { Context } from "./context.ts";

/** The templates that this deployment offers: the practice provider's only where one runs. */
export function listTemplates(ctx: Pick<Context, "platform" | "language">): TemplateView[] {
  const { practiceOrigin } = ctx.platform;
  return allTemplates
    .filter(({ id }) => id !== "practice" || practiceOrigin !== null)
    .map((template) => viewOf(template, ctx.language, hostPlaces(ctx)));
}

/** A template's name for people; of one that no longer exists, its id. */
export function templateName(id: string): string {
  return findTemplate(id)?.name ?? id;
}

/** The places of a template that the host fills, not the form. */
export function hostPlaces({ platform: { practiceOrigin } }: Pick<Context, "platform">): Record<string, string> {
  return practiceOrigin === null ? {} : { practiceOrigin };
}

function viewOf(template: Template, language: Language, places: Record<string, string>): TemplateView {
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
    testingRuleDays: template.testingRuleDays ?? null,
    clientAuthentication: clientAuthenticationOf(document),
  };
}
