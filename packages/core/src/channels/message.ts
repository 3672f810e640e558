import type { Language, Notification } from "@grantry/schema";

type Facts = Pick<
  Notification,
  "id" | "kind" | "severity" | "message" | "action" | "href" | "since" | "tokenConfigs" | "tokenConfigCount"
>;

/**
 * What a channel is sent of a notification, as JSON: the words of the banner.
 * @param origin of the pages; `null` while FQDN is not set: then `href` is a path
 */
export function messageOf(notification: Notification, language: Language, origin: string | null): string {
  const { id, kind, severity, message, action, href, since, tokenConfigs, tokenConfigCount } = notification;
  const facts: Facts = { id, kind, severity, message, action, href, since, tokenConfigs, tokenConfigCount };
  return JSON.stringify({ type: "notification", language, ...facts, href: `${origin ?? ""}${href}` });
}
