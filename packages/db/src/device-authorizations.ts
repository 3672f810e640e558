import type { ProviderFailure, Secret } from "@grantry/schema";
import { and, asc, eq, isNull, lt, lte, sql } from "drizzle-orm";
import { deviceAuthorizations } from "./api-tables.ts";
import type { Database, Statement } from "./database.ts";
import { type KeyRing, open, sealOptional } from "./key-ring.ts";

/** A device authorization, its code left sealed. */
export type DeviceAuthorizationRow = Omit<typeof deviceAuthorizations.$inferSelect, "deviceCode">;

const codeCell = (row: string) => ({ table: "device_authorizations", column: "device_code", row });

export async function insertDeviceAuthorization(
  db: Database,
  keys: KeyRing,
  row: Omit<typeof deviceAuthorizations.$inferInsert, "deviceCode"> & { deviceCode: Secret<string> },
): Promise<Statement[]> {
  const deviceCode = await sealOptional(keys, codeCell(row.id), row.deviceCode);
  // In a list, because a statement alone would be sent by the await of whoever calls.
  return [db.drizzle.insert(deviceAuthorizations).values({ ...row, deviceCode })];
}

/** One of a configuration's. One statement. */
export async function findDeviceAuthorization(
  db: Database,
  of: { configId: string; id: string },
): Promise<DeviceAuthorizationRow | undefined> {
  const [row] = await db.drizzle
    .select()
    .from(deviceAuthorizations)
    .where(and(eq(deviceAuthorizations.id, of.id), eq(deviceAuthorizations.configId, of.configId)));
  if (!row) return undefined;
  const { deviceCode: _sealed, ...shown } = row;
  return shown;
}

/**
 * Takes the right to ask the provider once, or not: someone else is asking, or it is not yet time. One statement.
 * @param take `until`: from when on someone else may ask, should nothing be heard of this one
 * @returns the device code; `undefined`: not now
 */
export async function takeDevicePoll(
  db: Database,
  keys: KeyRing,
  take: { id: string; now: number; until: number },
): Promise<Secret<string> | undefined> {
  const [row] = await db.drizzle
    .update(deviceAuthorizations)
    .set({ nextPollAt: take.until })
    .where(and(eq(deviceAuthorizations.id, take.id), lte(deviceAuthorizations.nextPollAt, take.now)))
    .returning({ deviceCode: deviceAuthorizations.deviceCode });
  return row?.deviceCode ? open(keys, codeCell(take.id), row.deviceCode) : undefined;
}

/** Notes that the person has not decided yet, and when to ask again. One statement. */
export async function keepPolling(
  db: Database,
  next: { id: string; at: number; intervalSeconds: number; trouble: ProviderFailure | null },
): Promise<void> {
  await db.drizzle
    .update(deviceAuthorizations)
    .set({
      nextPollAt: next.at,
      intervalSeconds: next.intervalSeconds,
      trouble: next.trouble && JSON.stringify(next.trouble),
    })
    .where(and(eq(deviceAuthorizations.id, next.id), isNull(deviceAuthorizations.endedAt)));
}

/** Notes how it ended; the device code is of no more use. One statement. */
export async function endDeviceAuthorization(
  db: Database,
  end: { id: string; outcome: string; now: number },
): Promise<void> {
  await db.drizzle
    .update(deviceAuthorizations)
    .set({ endedAt: end.now, outcome: end.outcome, nextPollAt: null, deviceCode: null, trouble: null })
    .where(and(eq(deviceAuthorizations.id, end.id), isNull(deviceAuthorizations.endedAt)));
}

/** Those that the provider may be asked about now, the most urgent first. One statement on the index. */
export async function dueDeviceAuthorizations(
  db: Database,
  wanted: { now: number; limit: number },
): Promise<{ id: string; configId: string }[]> {
  return db.drizzle
    .select({ id: deviceAuthorizations.id, configId: deviceAuthorizations.configId })
    .from(deviceAuthorizations)
    .where(lte(deviceAuthorizations.nextPollAt, wanted.now))
    .orderBy(asc(deviceAuthorizations.nextPollAt))
    .limit(wanted.limit);
}

/** When the next may be asked about, ms; `null`: none is open. One statement on the index. */
export async function nextDevicePollAt(db: Database): Promise<number | null> {
  const [row] = await db.drizzle
    .select({ at: sql<number | null>`min(${deviceAuthorizations.nextPollAt})` })
    .from(deviceAuthorizations)
    .where(sql`${deviceAuthorizations.nextPollAt} is not null`);
  return row?.at ?? null;
}

/** Removes those that ended, or could have, before this instant. */
export async function deleteOldDeviceAuthorizations(db: Database, before: number): Promise<void> {
  await db.drizzle.delete(deviceAuthorizations).where(lt(deviceAuthorizations.expiresAt, before));
}
