import { type SQL, sql } from "drizzle-orm";
import { asStatement, type Database, type Statement } from "./database.ts";
import type { Cell } from "./key-ring.ts";
import type { Sealed } from "./sealed.ts";
import { type SealedColumn, sealedColumns } from "./sealed-columns.ts";

/** How many values are sealed under each key, by key id. Reads every sealed column: one statement, for people. */
export async function sealedValuesByKey(db: Database): Promise<Map<string, number>> {
  const counts = sealedColumns.map(
    ({ column }) =>
      sql`select ${keyIdOf(column)} as key_id, count(*) as count from ${column.table} where ${column} is not null group by 1`,
  );
  const rows = await db.drizzle.all<{ keyId: string; count: number }>(
    sql`select key_id as "keyId", sum(count) as count from (${sql.join(counts, sql` union all `)}) group by 1`,
  );
  return new Map(rows.map(({ keyId, count }) => [keyId, count]));
}

/** Where a walk through all sealed values stands: a column of the list, and a row of its table. */
export interface Place {
  readonly column: number;
  readonly rowId: number;
}

export const firstPlace: Place = { column: 0, rowId: 0 };

/** A sealed value, and where it lies. */
export interface SealedValue {
  readonly place: Place;
  readonly cell: Cell;
  readonly value: Sealed;
}

/**
 * Values that another key sealed than the one given, from after a place on, of one column. One statement for each
 * column that has none.
 * @returns nothing at the end of the walk
 */
export async function valuesSealedOtherwise(
  db: Database,
  wanted: { keyId: string; after: Place; limit: number },
): Promise<SealedValue[]> {
  let { column: index, rowId } = wanted.after;
  for (; index < sealedColumns.length; index += 1, rowId = 0) {
    const listed = sealedColumns[index];
    if (!listed) break;
    const { column, row, cell } = listed;
    const rows = await db.drizzle.all<{ rowId: number; row: string; value: Sealed }>(
      sql`select rowid as "rowId", ${row} as "row", ${column} as "value" from ${column.table}
        where rowid > ${rowId} and ${column} is not null and ${keyIdOf(column)} <> ${wanted.keyId}
        order by rowid limit ${wanted.limit}`,
    );
    if (rows.length === 0) continue;
    return rows.map((found) => ({
      place: { column: index, rowId: found.rowId },
      cell: { ...cell, row: found.row },
      value: found.value,
    }));
  }
  return [];
}

/** Puts a value sealed anew in place of the one that was read, and of no other: one that was written meanwhile stays. */
export function replaceSealed({ place, value }: SealedValue, resealed: Sealed): Statement {
  const { column } = sealedColumns[place.column] as SealedColumn; // the place comes from this list
  return asStatement(
    sql`update ${column.table} set ${sql.identifier(column.name)} = ${resealed} where rowid = ${place.rowId} and ${column} = ${value}`,
  );
}

/** The part of `v1.<key id>.…` that names the key. */
function keyIdOf(column: SealedColumn["column"]): SQL {
  return sql`substr(${column}, 4, instr(substr(${column}, 4), '.') - 1)`;
}
