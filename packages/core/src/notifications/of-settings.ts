import { type Notification, say, type Words } from "@grantry/schema";
import type { Context } from "../context.ts";
import { toInstant } from "../instants.ts";
import { currentSettings, isLoopback, settingChangedAt } from "../settings.ts";

const words = {
  notHttps: {
    en: "HttpType is http: codes and sessions travel unprotected, and most providers refuse such a redirect URI.",
    de: "HttpType ist http: Codes und Sitzungen sind unterwegs ungeschützt, und die meisten Anbieter lehnen so eine Redirect-URI ab.",
  },
  useHttps: {
    en: "Put a proxy that does TLS in front, then set HttpType to https.",
    de: "Einen Proxy mit TLS davorsetzen, dann HttpType auf https setzen.",
  },
} as const satisfies Record<string, Words>;

/** What is to be told of the settings. A danger that lasts cannot be dismissed: it would be forgotten. */
export async function notificationsOfSettings(ctx: Context, now: number): Promise<Notification[]> {
  const { HttpType, FQDN } = await currentSettings(ctx);
  if (HttpType !== "http" || FQDN === undefined || isLoopback(FQDN)) return [];
  return [
    {
      id: "not-https",
      kind: "not-https",
      severity: "warning",
      message: say(words.notHttps, ctx.language),
      action: say(words.useHttps, ctx.language),
      href: "/settings",
      tokenConfigs: [],
      tokenConfigCount: 0,
      since: toInstant((await settingChangedAt(ctx, "HttpType")) ?? now),
      dismissible: false,
      dismissedAt: null,
    },
  ];
}
