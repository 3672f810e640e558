import { desc, isNull, sql } from "drizzle-orm";
import { keyRotations } from "./api-tables.ts";
import { asStatement, type Database, failUnlessChanged, type Statement } from "./database.ts";

export type KeyRotationRow = typeof keyRotations.$inferSelect;

/** The rotation that is under way. One statement. */
export async function openKeyRotation(db: Database): Promise<KeyRotationRow | undefined> {
  const [row] = await db.drizzle.select().from(keyRotations).where(isNull(keyRotations.endedAt));
  return row;
}

/** The names that keys were given here, newest first. */
export async function rotatedKeyIds(db: Database): Promise<string[]> {
  const rows = await db.drizzle.select().from(keyRotations).orderBy(desc(keyRotations.startedAt));
  return rows.map(({ keyId }) => keyId);
}

/** Opens a rotation, unless one is open: then the batch fails (see `isConflict`). */
export function insertKeyRotation(row: Omit<KeyRotationRow, "promotedAt" | "endedAt">): Statement[] {
  return [
    asStatement(sql`insert into key_rotations (id, key_id, fingerprint, started_at, started_by)
      select ${row.id}, ${row.keyId}, ${row.fingerprint}, ${row.startedAt}, ${row.startedBy}
      where not exists (select 1 from key_rotations where ended_at is null)`),
    failUnlessChanged(),
  ];
}

/** Notes that the new key seals from now on; a second time the batch fails. */
export function promoteRotatedKey(id: string, now: number): Statement[] {
  return [
    asStatement(sql`update key_rotations set promoted_at = ${now} where id = ${id} and promoted_at is null`),
    failUnlessChanged(),
  ];
}

/** Ends a rotation; a second time the batch fails. */
export function endKeyRotation(id: string, now: number): Statement[] {
  return [
    asStatement(sql`update key_rotations set ended_at = ${now} where id = ${id} and ended_at is null`),
    failUnlessChanged(),
  ];
}
