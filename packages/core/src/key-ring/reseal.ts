import {
  firstPlace,
  KeyRingError,
  open,
  replaceSealed,
  type SealedValue,
  seal,
  valuesSealedOtherwise,
  writeBatch,
} from "@grantry/db";
import type { Context } from "../context.ts";

/** Values that are read and written at once: the write lasts milliseconds, so that others get between. */
const PAGE = 100;

/**
 * Seals with the first key what another one sealed, page by page. A value that changes meanwhile is left as it is: it
 * was sealed anew by whoever changed it. Ending at any point loses nothing; the next call goes on.
 * @param most values that are turned to at most
 * @returns how many were
 */
export async function reseal(ctx: Pick<Context, "db" | "platform">, most: number): Promise<number> {
  const { db, platform } = ctx;
  const keyId = platform.keys.keys[0]?.id ?? "";
  let after = firstPlace;
  let done = 0;
  while (done < most) {
    const page = await valuesSealedOtherwise(db, { keyId, after, limit: Math.min(PAGE, most - done) });
    const last = page.at(-1);
    if (!last) break;
    const resealed = await Promise.all(page.map((found) => replacement(ctx, found)));
    const statements = resealed.filter((statement) => statement !== undefined);
    if (statements.length > 0) await writeBatch(db, statements);
    after = last.place;
    done += page.length;
  }
  return done;
}

/** The statement that replaces a value; `undefined` when it does not open: it is kept, and its key with it. */
async function replacement({ platform }: Pick<Context, "platform">, found: SealedValue) {
  try {
    return replaceSealed(
      found,
      await seal(platform.keys, found.cell, await open(platform.keys, found.cell, found.value)),
    );
  } catch (error) {
    if (!(error instanceof KeyRingError)) throw error;
    platform.log("error", "key-ring.value-does-not-open", { error: error.message });
    return undefined;
  }
}
