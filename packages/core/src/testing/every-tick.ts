import type { TickLimits } from "../tokens/refresh-due.ts";

/** What a tick may do where a test does not care. */
export const everyTick: TickLimits = { most: 10_000, atOnce: { inAll: 64, perEndpoint: 12 }, minLifetimeMs: 0 };
