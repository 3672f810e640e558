import { extendFetchLease } from "@grantry/db";
import type { Context } from "../context.ts";

/** A lease is renewed while the fetch goes on; a host that ends in the middle gives it up so long after. */
export const LEASE_MS = 3 * 60_000;
const RENEW_AFTER_MS = 60_000;

/** Another host has taken the account over: this one stops where it is. */
export class LeaseLost extends Error {}

/** One fetch's right to an account, taken when the fetch began. */
export class FetchLease {
  readonly #ctx: Context;
  readonly #fetch: { readonly fetchId: string; readonly accountId: string };
  #extendedAt: number;

  constructor(ctx: Context, fetch: { fetchId: string; accountId: string }) {
    this.#ctx = ctx;
    this.#fetch = fetch;
    this.#extendedAt = ctx.platform.now();
  }

  /** Renews it where that is due. @throws LeaseLost */
  async keep(): Promise<void> {
    const now = this.#ctx.platform.now();
    if (now - this.#extendedAt < RENEW_AFTER_MS) return;
    if (!(await extendFetchLease(this.#ctx.db, { ...this.#fetch, now, until: now + LEASE_MS }))) throw new LeaseLost();
    this.#extendedAt = now;
  }
}
