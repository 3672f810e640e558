import { listMailAccounts as readPage } from "@grantry/db";
import type { MailAccount } from "@grantry/schema";
import type { Context } from "../context.ts";
import { viewOf } from "./view.ts";

/** One page of accounts, by name. One round trip. */
export async function listMailAccounts(
  ctx: Context,
  wanted: { q?: string | undefined; page: number; pageSize: number },
): Promise<{ items: MailAccount[]; total: number }> {
  const { items, total } = await readPage(ctx.db, wanted);
  return { items: items.map((shown) => viewOf(ctx, shown)), total };
}
