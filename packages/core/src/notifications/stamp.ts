import { bannerStamp, nextBannerBoundary } from "@grantry/db";
import type { Context } from "../context.ts";
import { DAY_MS, dayOf, horizons } from "./horizons.ts";

interface Stamp {
  readonly changeStamp: number;
  readonly validUntil: number;
  readonly text: string;
}

const stamps = new WeakMap<object, Stamp>();

/**
 * What the banner's ETag is made of: changes when the banner may, and at midnight (UTC), where days are counted.
 * Nothing is read while the database did not change and no expiry has passed; else two small statements on indexes.
 */
export async function notificationsStamp(ctx: Context): Promise<string> {
  const now = ctx.platform.now();
  const changeStamp = ctx.db.changeStamp();
  const known = stamps.get(ctx.db);
  if (known && known.changeStamp === changeStamp && now < known.validUntil) return known.text;
  const day = dayOf(now);
  const { counter, boundary } = await bannerStamp(ctx.db, now, horizons);
  const midnight = (day + 1) * DAY_MS;
  const validUntil = Math.min((await nextBannerBoundary(ctx.db, now, horizons)) ?? midnight, midnight);
  const text = `${counter}-${boundary}-${day}`;
  stamps.set(ctx.db, { changeStamp, validUntil, text });
  return text;
}
