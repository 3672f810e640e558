import type { Deployment } from "@grantry/testing";
import type { Context } from "../context.ts";

/** A host that is gone after so many turns: it never comes back from giving others theirs. */
export function hostKilledAfter(
  turns: number,
  { ctx, platform }: Deployment,
): { readonly ctx: Context; readonly dead: Promise<void> } {
  const died = Promise.withResolvers<void>();
  let left = turns;
  const wait = () => {
    left -= 1;
    if (left > 0) return Promise.resolve();
    died.resolve();
    return new Promise<void>(() => undefined);
  };
  const afterResponse = () => undefined; // nobody waits for the dead
  return { ctx: { ...ctx, platform: { ...platform, wait, afterResponse } }, dead: died.promise };
}
