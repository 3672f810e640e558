import type { Secret } from "@grantry/schema";
import { eq } from "drizzle-orm";
import { sealedValues } from "./api-tables.ts";
import type { Database } from "./database.ts";
import { type KeyRing, open, seal } from "./key-ring.ts";

const cellOf = (name: string) => ({ table: "sealed_values", column: "value", row: name });

/**
 * The value kept under a name, or `make()` kept there first. Two programs that come at once agree on one.
 * @throws KeyRingError when the key ring does not open it
 */
export async function keptValue(
  db: Database,
  keys: KeyRing,
  name: string,
  make: () => Secret<string>,
): Promise<Secret<string>> {
  const read = () => db.drizzle.select().from(sealedValues).where(eq(sealedValues.name, name));
  const [known] = await read();
  if (known) return open(keys, cellOf(name), known.value);
  const value = await seal(keys, cellOf(name), make());
  await db.drizzle.insert(sealedValues).values({ name, value }).onConflictDoNothing();
  const [kept] = await read();
  if (!kept) throw new Error(`the value ${name} was not kept`);
  return open(keys, cellOf(name), kept.value);
}
