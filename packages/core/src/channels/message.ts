import { type Language, languages, type Notification, say, type Words } from "@grantry/schema";
import * as z from "zod";

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

const testWords: Words = {
  en: "This message was sent by Grantry to see that the channel works.",
  de: "Diese Nachricht hat Grantry gesendet, um zu sehen, ob der Kanal funktioniert.",
};

/** What a channel is sent to see that it works. */
export function testMessageOf(language: Language, origin: string | null): string {
  const message = say(testWords, language);
  return JSON.stringify({ type: "test", language, message, href: `${origin ?? ""}/settings/channels` });
}

const readable = z.object({
  language: z.enum(languages),
  message: z.string(),
  action: z.string().default(""),
  href: z.string(),
});

/** What one of these messages says to people: what there is, what to do, and where. */
export function readMessage(body: string): { subject: string; text: string; language: Language } {
  const { language, message, action, href } = readable.parse(JSON.parse(body));
  const paragraphs = [message, action, href].filter((paragraph) => paragraph !== "");
  return { subject: `Grantry: ${message}`, text: `${paragraphs.join("\n\n")}\n`, language };
}
