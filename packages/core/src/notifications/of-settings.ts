import { type Notification, say, type Words } from "@grantry/schema";
import type { Context } from "../context.ts";
import { toInstant } from "../ids.ts";
import { currentSettings, isLoopback } from "../settings.ts";

const notHttps: Words = {
  en: "HttpType is http: codes and sessions travel unprotected, and most providers refuse such a redirect URI.",
  de: "HttpType ist http: Codes und Sitzungen sind unterwegs ungeschützt, und die meisten Anbieter lehnen so eine Redirect-URI ab.",
};

/** What is to be told of the settings. */
export async function notificationsOfSettings(ctx: Context, now: number): Promise<Notification[]> {
  const { HttpType, FQDN } = await currentSettings(ctx);
  if (HttpType !== "http" || FQDN === undefined || isLoopback(FQDN)) return [];
  const message = say(notHttps, ctx.language);
  return [
    { id: "not-https", kind: "not-https", severity: "warning", message, href: "/settings", since: toInstant(now) },
  ];
}
