import { findTemplate, grantOf, templates, tokenRequestOf } from "@grantry/oauth";
import type { TokenConfigDocument } from "@grantry/schema";

/** The template that a document was made from, by what it says of itself; of an unknown one, the custom one. */
export function templateOfDocument(document: TokenConfigDocument): string {
  const own = document.Grantry?.Template;
  if (own !== undefined && findTemplate(own)) return own;
  const named = templates.find(
    (template) => template.document.TemplateName === document.TemplateName && template.grant === grantOf(document),
  );
  if (!named || !document.TemplateName) return "custom";
  return Object.keys(placeholdersOf(document, named.id)).length === named.placeholders.length ? named.id : "custom";
}

/** Values of a template's placeholders: those noted in the document, else those that its token URL shows. */
export function placeholdersOf(document: TokenConfigDocument, templateId: string): Readonly<Record<string, string>> {
  if (document.Grantry?.Placeholders) return document.Grantry.Placeholders;
  const template = findTemplate(templateId);
  const pattern = template && tokenRequestOf(template.document)?.Request.URL;
  if (!template || !pattern || template.placeholders.length === 0) return {};
  const shown = new RegExp(
    `^${pattern
      .split(/\{(\w+)\}/)
      .map((part, index) => (index % 2 === 0 ? RegExp.escape(part) : `(?<${part}>[^/?#]+)`))
      .join("")}$`,
  ).exec(tokenRequestOf(document)?.Request.URL ?? "");
  return { ...shown?.groups };
}
