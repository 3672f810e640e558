import type { Database } from "@grantry/db";
import type { Context } from "../context.ts";

/** A service that refuses a brand-new token as well refuses every token: asking the provider for more would only hurt. */
const PAUSE_MS = 60_000;
const pausedUntil = new WeakMap<Database, Map<string, number>>();

/** Notes that a web service refused the renewed token too. */
export function noteRefusedAnew({ db, platform }: Pick<Context, "db" | "platform">, serviceId: string): void {
  const known = pausedUntil.get(db) ?? new Map<string, number>();
  pausedUntil.set(db, known.set(serviceId, platform.now() + PAUSE_MS));
}

/** Whether a token that this web service refuses may be renewed on that account. */
export function mayRenew({ db, platform }: Pick<Context, "db" | "platform">, serviceId: string): boolean {
  return (pausedUntil.get(db)?.get(serviceId) ?? 0) <= platform.now();
}
