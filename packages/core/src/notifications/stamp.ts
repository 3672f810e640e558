import { bannerStamp, nextBannerBoundary } from "@grantry/db";
import type { Context } from "../context.ts";
import { horizons } from "./horizons.ts";

interface Stamp {
  readonly changeStamp: number;
  readonly validUntil: number;
  readonly text: string;
}

const stamps = new WeakMap<object, Stamp>();

/**
 * What the banner's ETag is made of: changes when, and only when, the banner may. Nothing is read while the database
 * did not change and no expiry has passed; else two small statements on indexes.
 */
export async function notificationsStamp(ctx: Context): Promise<string> {
  const now = ctx.platform.now();
  const changeStamp = ctx.db.changeStamp();
  const known = stamps.get(ctx.db);
  if (known && known.changeStamp === changeStamp && now < known.validUntil) return known.text;
  const { counter, boundary } = await bannerStamp(ctx.db, now, horizons);
  const validUntil = (await nextBannerBoundary(ctx.db, now, horizons)) ?? Number.POSITIVE_INFINITY;
  const text = `${counter}-${boundary}`;
  stamps.set(ctx.db, { changeStamp, validUntil, text });
  return text;
}
