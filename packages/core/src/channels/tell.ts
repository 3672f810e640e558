import { type ChannelRow, deleteOldDeliveries, insertDelivery, toldTo, writeBatch } from "@grantry/db";
import { type Language, languages } from "@grantry/schema";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import type { Occurring } from "../notifications/finding.ts";
import { presentNotifications } from "../notifications/list.ts";
import { notificationsStamp } from "../notifications/stamp.ts";
import { originOf } from "../settings.ts";
import { channelsInUse, presentChannels } from "./in-use.ts";
import { messageOf } from "./message.ts";

/** While much changes it is looked no more often: what fails together is told together. */
const LOOKS_EVERY_MS = 10_000;
/** What is over is remembered for so long, for its like might come back under the same id. */
const KEPT_MS = 90 * 86_400_000;

/** The notifications' stamp when all channels had been told, and when that was. */
const looks = new WeakMap<object, { readonly stamp: string; readonly at: number }>();

/**
 * Queues for each valid channel the notifications with something in them that it was not told yet. Reads one statement where there is no
 * channel and none where nothing has changed; writes only what is new.
 */
export async function tellChannels(ctx: Context): Promise<void> {
  if ((await channelsInUse(ctx)).length === 0) return;
  const stamp = await notificationsStamp(ctx);
  if (looks.get(ctx.db)?.stamp === stamp) return;
  // Read after the stamp: a channel that comes in between changes it, and so is told the next time.
  const channels = await presentChannels(ctx);
  const origin = await originOf(ctx);
  for (const language of languages) {
    const listeners = channels.filter((channel) => channel.language === language);
    if (listeners.length === 0) continue;
    const present = await presentNotifications({ ...ctx, language });
    for (const channel of listeners) await tell(ctx, channel, { present, language, origin });
  }
  looks.set(ctx.db, { stamp, at: ctx.platform.now() });
}

/** When channels may have to be told next, ms; `null`: nothing has changed since, or there is no channel. */
export async function nextLookAt(ctx: Context): Promise<number | null> {
  if ((await channelsInUse(ctx)).length === 0) return null;
  const last = looks.get(ctx.db);
  if (last?.stamp === (await notificationsStamp(ctx))) return null;
  return last ? last.at + LOOKS_EVERY_MS : ctx.platform.now();
}

async function tell(
  { db, platform }: Context,
  channel: ChannelRow,
  { present, language, origin }: { present: readonly Occurring[]; language: Language; origin: string | null },
): Promise<void> {
  const told = await toldTo(db, channel.id);
  const fresh = present
    .filter(({ notification }) => channel.severities.includes(notification.severity) && !told.has(notification.id))
    .map(({ notification, occurrences }) => ({ notification, untold: occurrences.filter((one) => !told.has(one)) }))
    .filter(({ untold }) => untold.length > 0);
  if (fresh.length === 0) return;
  const now = platform.now();
  const still = present.flatMap(({ notification, occurrences }) => [notification.id, ...occurrences]);
  await writeBatch(db, [
    deleteOldDeliveries(db, { channelId: channel.id, before: now - KEPT_MS, present: still }),
    ...fresh.map(({ notification, untold }) => {
      const body = messageOf(notification, language, origin);
      const row = { id: newId(platform), channelId: channel.id, notificationId: notification.id, occurrences: untold };
      return insertDelivery({ ...row, body, createdAt: now }, channel.version);
    }),
  ]);
}
