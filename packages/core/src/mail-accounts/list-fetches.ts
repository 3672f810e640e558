import { listMailFetches as readPage } from "@grantry/db";
import type { MailFetch } from "@grantry/schema";
import type { Context } from "../context.ts";
import { existingMailAccount } from "./existing.ts";
import { fetchView } from "./fetch.ts";

/** One page of an account's fetches, newest first. */
export async function listMailFetches(
  ctx: Context,
  nameOrId: string,
  wanted: { page: number; pageSize: number },
): Promise<{ items: MailFetch[]; total: number }> {
  const { account } = await existingMailAccount(ctx, nameOrId);
  const { items, total } = await readPage(ctx.db, account.id, wanted);
  return { items: items.map((row) => fetchView(ctx, row)), total };
}
