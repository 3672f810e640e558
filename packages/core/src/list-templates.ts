import type { TemplateView } from "@grantry/schema";
import type { Context } from "./context.ts";
import { ownTemplates } from "./own-templates.ts";
import { shippedTemplates, templateViewOf } from "./templates.ts";

/** The templates that this deployment offers: those that people made, then those that are shipped. One statement. */
export async function listTemplates(ctx: Context): Promise<TemplateView[]> {
  const all = [...(await ownTemplates(ctx)), ...shippedTemplates(ctx)];
  return all.map((template) => templateViewOf(ctx, template));
}
