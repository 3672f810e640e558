import { dueMailAccounts, nextMailFetchAt as nextAt } from "@grantry/db";
import type { Context } from "../context.ts";
import { type FetchLimits, fetchDueAccount } from "./fetch.ts";

const AT_ONCE = 4;
const MOST_ACCOUNTS = 200;

/**
 * Fetches the accounts that are due, some at once: one slow server does not hold up the others.
 * @param limits of each account; none is begun once `limits.stop` is aborted
 */
export async function fetchDue(ctx: Context, limits: FetchLimits): Promise<void> {
  const due = await dueMailAccounts(ctx.db, ctx.platform.now(), MOST_ACCOUNTS);
  const worker = async (): Promise<void> => {
    for (let id = due.shift(); id !== undefined && !limits.stop?.aborted; id = due.shift()) {
      try {
        await fetchDueAccount(ctx, id, limits);
      } catch (error) {
        // One that breaks must not stop the others; it is due again when its lease ends.
        ctx.platform.log("error", "mail.fetch-broke", { accountId: id, error: String(error) });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** When the clock next has an account to fetch, ms; `null`: nothing is planned. */
export async function nextMailFetchAt(ctx: Context): Promise<number | null> {
  return nextAt(ctx.db, ctx.platform.now());
}
