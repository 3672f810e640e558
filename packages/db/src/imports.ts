import { type Secret, secret } from "@grantry/schema";
import { and, asc, desc, eq, isNull, lt, lte, sql } from "drizzle-orm";
import { importEntries, importPieces, imports } from "./api-tables.ts";
import { type Database, failUnlessChanged, type Statement, writeBatch } from "./database.ts";
import { type KeyRing, open, seal } from "./key-ring.ts";

export type ImportRow = typeof imports.$inferSelect;

const entriesCell = (row: string) => ({ table: "import_pieces", column: "entries", row });
const pieceId = (importId: string, number: number) => `${importId}/${number}`;
const endOf = (now: number) => ({ endedAt: now, dueAt: null, leaseOwner: null }) as const;

/** Notes an import whose file begins to arrive. One statement. */
export async function beginImport(db: Database, row: typeof imports.$inferInsert): Promise<void> {
  await db.drizzle.insert(imports).values(row);
}

/** Keeps a piece of the file, sealed. One round trip. */
export async function keepImportPiece(
  db: Database,
  keys: KeyRing,
  piece: { importId: string; number: number; size: number; entries: Secret<string> },
): Promise<void> {
  const { importId, number } = piece;
  const id = pieceId(importId, number);
  await writeBatch(db, [
    db.drizzle
      .insert(importPieces)
      .values({ id, importId, number, entries: await seal(keys, entriesCell(id), piece.entries) }),
    db.drizzle
      .update(imports)
      .set({ arrived: sql`${imports.arrived} + ${piece.size}` })
      .where(eq(imports.id, importId)),
  ]);
}

/** The whole file is here: from now on, whoever takes it up brings it to its end. One statement. */
export async function importArrived(db: Database, id: string, now: number): Promise<void> {
  await db.drizzle.update(imports).set({ dueAt: now }).where(eq(imports.id, id));
}

/** Forgets an import whose file does not arrive. One statement. */
export async function dropImport(db: Database, id: string): Promise<void> {
  await db.drizzle.delete(imports).where(and(eq(imports.id, id), isNull(imports.dueAt), isNull(imports.endedAt)));
}

/** The right to go on with an import until an instant. */
export interface ImportLease {
  readonly id: string;
  readonly owner: string;
}

/** @returns the import; `undefined`: another host is at it, or it has ended. One statement. */
export async function takeImport(
  db: Database,
  lease: ImportLease & { readonly now: number; readonly until: number },
): Promise<ImportRow | undefined> {
  const [row] = await db.drizzle
    .update(imports)
    .set({ dueAt: lease.until, leaseOwner: lease.owner, takenUp: sql`${imports.takenUp} + 1` })
    .where(and(eq(imports.id, lease.id), lte(imports.dueAt, lease.now)))
    .returning();
  return row;
}

function isHeld(lease: ImportLease) {
  return and(eq(imports.id, lease.id), eq(imports.leaseOwner, lease.owner));
}

/** The first piece that is not checked yet; `undefined`: all are. One statement. */
export async function nextImportPiece(
  db: Database,
  keys: KeyRing,
  importId: string,
): Promise<{ number: number; entries: Secret<string> } | undefined> {
  const [row] = await db.drizzle
    .select({ id: importPieces.id, number: importPieces.number, entries: importPieces.entries })
    .from(importPieces)
    .where(and(eq(importPieces.importId, importId), isNull(importPieces.rows)))
    .orderBy(asc(importPieces.number))
    .limit(1);
  if (!row) return undefined;
  const entries = row.entries === null ? secret("[]") : await open(keys, entriesCell(row.id), row.entries);
  return { number: row.number, entries };
}

/**
 * Saves what became of a piece, with what its entries put aside. One round trip.
 * @throws what `isConflict` knows, when another host has taken the import up
 */
export async function saveImportPiece(
  db: Database,
  lease: ImportLease & { readonly until: number },
  piece: { number: number; size: number; rows: unknown; staged: readonly Statement[] },
): Promise<void> {
  await writeBatch(db, [
    db.drizzle
      .update(imports)
      .set({ checked: sql`${imports.checked} + ${piece.size}`, dueAt: lease.until, takenUp: 0 })
      .where(isHeld(lease)),
    failUnlessChanged(),
    ...piece.staged,
    db.drizzle
      .update(importPieces)
      .set({ rows: piece.rows, entries: null })
      .where(eq(importPieces.id, pieceId(lease.id, piece.number))),
  ]);
}

/** How an import ends, in the batch that makes it so; it fails when another host has taken the import up. */
export function endImport(
  db: Database,
  lease: ImportLease,
  end: Required<Pick<ImportRow, "outcome" | "problem" | "counts">> & { readonly now: number },
): Statement[] {
  const { now, ...told } = end;
  return [
    db.drizzle
      .update(imports)
      .set({ ...told, ...endOf(now) })
      .where(isHeld(lease)),
    failUnlessChanged(),
    db.drizzle.delete(importEntries).where(eq(importEntries.importId, lease.id)),
    db.drizzle.update(importPieces).set({ entries: null }).where(eq(importPieces.importId, lease.id)),
  ];
}

/** One statement. */
export async function findImport(db: Database, id: string): Promise<ImportRow | undefined> {
  const [row] = await db.drizzle.select().from(imports).where(eq(imports.id, id));
  return row;
}

/** Whether a host still has the right to go on with it. One statement. */
export async function holdsImport(db: Database, lease: ImportLease): Promise<boolean> {
  return (await db.drizzle.$count(imports, isHeld(lease))) > 0;
}

/** What became of the entries so far, a list for each piece, in the order of the file. One statement. */
export async function importRows(db: Database, importId: string): Promise<unknown[]> {
  const rows = await db.drizzle
    .select({ rows: importPieces.rows })
    .from(importPieces)
    .where(eq(importPieces.importId, importId))
    .orderBy(asc(importPieces.number));
  return rows.flatMap((piece) => (piece.rows === null ? [] : [piece.rows]));
}

/** Someone's imports, the newest first. One statement. */
export async function importsOf(db: Database, actorId: string, limit: number): Promise<ImportRow[]> {
  return db.drizzle
    .select()
    .from(imports)
    .where(eq(imports.actorId, actorId))
    .orderBy(desc(imports.startedAt))
    .limit(limit);
}

/** Imports that a host may take up now, those that wait longest first. One statement on the index. */
export async function dueImports(db: Database, now: number): Promise<{ id: string }[]> {
  return db.drizzle.select({ id: imports.id }).from(imports).where(lte(imports.dueAt, now)).orderBy(asc(imports.dueAt));
}

/** When the next may be taken up, ms; `null`: none is open. One statement on the index. */
export async function nextImportAt(db: Database): Promise<number | null> {
  const [row] = await db.drizzle
    .select({ at: sql<number | null>`min(${imports.dueAt})` })
    .from(imports)
    .where(sql`${imports.dueAt} is not null`);
  return row?.at ?? null;
}

/** Forgets reports of imports that ended before an instant, and imports whose file never arrived. */
export function deleteOldImports(
  db: Database,
  before: { readonly ended: number; readonly begun: number },
): Statement[] {
  const neverArrived = and(isNull(imports.dueAt), isNull(imports.endedAt), lt(imports.startedAt, before.begun));
  return [
    db.drizzle.delete(imports).where(lt(imports.endedAt, before.ended)),
    db.drizzle.delete(imports).where(neverArrived),
    db.drizzle
      .delete(importEntries)
      .where(
        and(
          lt(importEntries.stagedAt, before.begun),
          sql`${importEntries.importId} not in (select id from ${imports})`,
        ),
      ),
  ];
}
