import { settings } from "@grantry/schema";
import type { Context } from "../context.ts";
import { currentSettings } from "../settings.ts";

/** From one fetch of an account to the next, ms. */
export async function fetchIntervalMs(ctx: Context): Promise<number> {
  const name = "MailAccount::FetchInterval";
  return ((await currentSettings(ctx))[name] ?? settings[name].defaultValue) * 1000;
}

/** The largest message that is fetched, bytes: as set, and as the host can hold. */
export async function maxMessageBytes(ctx: Context): Promise<number> {
  const { PostMasterMaxEmailSize: kilobytes } = await currentSettings(ctx);
  return Math.min((kilobytes ?? settings.PostMasterMaxEmailSize.defaultValue) * 1024, ctx.platform.maxMessageBytes);
}
