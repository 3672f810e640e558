import { heldKeys, removeHost as remove, announceHost as write } from "@grantry/db";
import type { Context } from "../context.ts";

/** A program that serves, under an id of its own. */
export interface Host {
  readonly id: string;
  readonly name: string;
}

/** Tells the other hosts that this one serves, and which keys it holds. Due each minute, and when its ring changes. */
export async function announceHost({ db, platform }: Pick<Context, "db" | "platform">, host: Host): Promise<void> {
  await write(db, { ...host, keys: await heldKeys(platform.keys), seenAt: platform.now() });
}

/** A host that stops is waited for no more. */
export async function removeHost({ db }: Pick<Context, "db">, { id }: Host): Promise<void> {
  await remove(db, id);
}
