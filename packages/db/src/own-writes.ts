/** The tables that a statement writes to; `"all"` when it does not say. */
export type WrittenTables = readonly string[] | "all";

/** What a statement writes to. To count a read as a write does no harm. */
export function tablesWrittenBy(sql: string): WrittenTables {
  if (/^\s*(select|with)\b/i.test(sql) && !/\b(insert|update|delete)\s/i.test(sql)) return [];
  const tables = [...sql.matchAll(/\b(?:into|update|from)\s+"?(\w+)/gi)].map(([, table = ""]) => table.toLowerCase());
  return tables.length === 0 ? "all" : tables;
}

/** How often a host has written to which tables. */
export class OwnWrites {
  readonly #byTable = new Map<string, number>();
  #all = 0;
  #untold = 0;

  note(written: WrittenTables): void {
    if (written.length === 0) return;
    this.#all += 1;
    if (written === "all") this.#untold += 1;
    else for (const table of written) this.#byTable.set(table, (this.#byTable.get(table) ?? 0) + 1);
  }

  /** A number that grows with each write to one of these tables, else to any. */
  to(tables: readonly string[] | undefined): number {
    if (!tables) return this.#all;
    return tables.reduce((sum, table) => sum + (this.#byTable.get(table) ?? 0), this.#untold);
  }
}
