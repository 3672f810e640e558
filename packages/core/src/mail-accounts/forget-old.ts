import { deleteOldFetches, deleteOldMessages, writeBatch } from "@grantry/db";
import type { Context } from "../context.ts";

const DAY_MS = 86_400_000;
const FETCHES_KEPT_MS = 90 * DAY_MS;
const MESSAGES_KEPT_MS = 30 * DAY_MS;

/** Forgets fetches and the traces of messages that are long done. */
export async function forgetOldMail({ db, platform }: Pick<Context, "db" | "platform">): Promise<void> {
  const now = platform.now();
  await writeBatch(db, [deleteOldFetches(db, now - FETCHES_KEPT_MS), deleteOldMessages(db, now - MESSAGES_KEPT_MS)]);
}
