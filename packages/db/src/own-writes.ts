/** How often a host has written to which tables. */
export class OwnWrites {
  readonly #byTable = new Map<string, number>();
  #all = 0;
  #untold = 0;

  /** Takes note of a statement. One that does not say its table counts for all of them. */
  note(sql: string): void {
    if (sql.trimStart().startsWith("select")) return; // reads are in lower case here; noting one too many does no harm
    const tables = [...sql.matchAll(/\b(?:into|update|from)\s+"?(\w+)/gi)].map(([, table = ""]) => table.toLowerCase());
    this.#all += 1;
    if (tables.length === 0) this.#untold += 1;
    for (const table of tables) this.#byTable.set(table, (this.#byTable.get(table) ?? 0) + 1);
  }

  /** A number that grows with each write to one of these tables, else to any. */
  to(tables: readonly string[] | undefined): number {
    if (!tables) return this.#all;
    return tables.reduce((sum, table) => sum + (this.#byTable.get(table) ?? 0), this.#untold);
  }
}
