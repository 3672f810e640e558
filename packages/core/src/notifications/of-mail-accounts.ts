import { failingMailAccounts, undeliveredMessages } from "@grantry/db";
import { type Notification, say, type Words } from "@grantry/schema";
import type { Context } from "../context.ts";
import { toInstant } from "../instants.ts";
import { sayTransportFailure, transportFailureOf } from "../transport-failure.ts";

/** Fetches in a row that fail before it is told, where it may heal: servers hiccup. */
const FAILURES_TOLD = 3;

/** What every notification has; mail accounts are no configurations, and what fails can be dismissed until it fails anew. */
const shared = { tokenConfigs: [], tokenConfigCount: 0, dismissible: true, dismissedAt: null };

const words = {
  fails: { en: "“{name}” cannot be fetched: {reason}", de: "„{name}“ lässt sich nicht abholen: {reason}" },
  sendAgain: {
    en: "Mend the webhook, then send them again.",
    de: "Den Webhook in Ordnung bringen, dann erneut senden.",
  },
  undelivered: {
    en: "Messages of “{name}” that the webhook did not take: {number}.",
    de: "Nachrichten von „{name}“, die der Webhook nicht annahm: {number}.",
  },
} as const satisfies Record<string, Words>;

/** What is to be told of mail accounts. Two statements. */
export async function notificationsOfMailAccounts(ctx: Context): Promise<Notification[]> {
  const failing = (await failingMailAccounts(ctx.db)).flatMap(
    ({ id, name, failures, error, errorAt }): Notification[] => {
      const failure = transportFailureOf(error);
      if (!failure || (failure.healsByItself && failures < FAILURES_TOLD)) return [];
      const { title: reason, action } = sayTransportFailure(failure, ctx.language, errorAt);
      return [
        {
          ...shared,
          id: `mail-account-fails:${id}:${failure.layer}:${failure.explanation}`,
          kind: "mail-account-fails",
          severity: failure.healsByItself ? "warning" : "error",
          message: say(words.fails, ctx.language, { name, reason }),
          action,
          href: `/mail-accounts/${id}`,
          since: toInstant(errorAt),
        },
      ];
    },
  );
  const undelivered = (await undeliveredMessages(ctx.db)).map(
    ({ accountId, name, number, since }): Notification => ({
      ...shared,
      id: `messages-undelivered:${accountId}:${since}`,
      kind: "messages-undelivered",
      severity: "error",
      message: say(words.undelivered, ctx.language, { name, number }),
      action: say(words.sendAgain, ctx.language),
      href: `/messages?state=dead&mailAccount=${accountId}`,
      since: toInstant(since),
    }),
  );
  return [...failing, ...undelivered];
}
