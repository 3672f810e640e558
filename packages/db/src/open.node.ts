import { existsSync } from "node:fs";
import {
  type Client,
  type InArgs,
  type InStatement,
  type InValue,
  LibsqlBatchError,
  LibsqlError,
  type ResultSet,
  type Row,
} from "@libsql/core/api";
import Libsql from "libsql";
import { type Database, databaseOn } from "./database.ts";
import { OwnWrites, tablesWrittenBy, type WrittenTables } from "./own-writes.ts";
import { WriteQueue } from "./write-queue.node.ts";

/** How long a writer waits for another process. The wait blocks the event loop, so write transactions stay short. */
const BUSY_TIMEOUT_MS = 5_000;
/** Statements kept prepared; the product has fewer, searches make some more. */
const KEPT_STATEMENTS = 500;

/**
 * Opens an embedded database file behind the libSQL client's interface, with statements kept prepared (the stock
 * client prepares anew each time, which costs five times what the read does).
 * One connection: a batch runs to its end before anything else, so there is nothing to deadlock with. Writes are
 * committed in groups (`write-queue.node.ts`).
 * @throws Error when the file is missing and may not be created, is no database, or cannot be opened.
 */
export function openEmbeddedDatabase(path: string, missing: "create" | "refuse"): Database {
  if (missing === "refuse" && !existsSync(path)) throw new DatabaseMissingError(path);
  const connection = connect(path);
  const [others, own] = [new OthersCommits(connection), new OwnWrites()];
  // Neither part ever falls: the sum differs whenever one of them has changed.
  const changeStamp = (tables?: readonly string[]) => others.seen() + own.to(tables);
  return databaseOn(new EmbeddedClient(connection, own), { isRemote: false, changeStamp });
}

/**
 * Grows with the commits of every other connection to the file, not with those of this one. Asked at most once per turn
 * of the event loop: a request that a commit was told of before it was sent is read in a later turn than that commit.
 */
class OthersCommits {
  readonly #dataVersion: Libsql.Statement<unknown[]>;
  #known: number | undefined;

  constructor(connection: Libsql.Database) {
    this.#dataVersion = connection.prepare("PRAGMA data_version").raw();
  }

  seen(): number {
    if (this.#known === undefined) {
      this.#known = Number((this.#dataVersion.get() as unknown[])[0]); // one row, one number
      setImmediate(() => {
        this.#known = undefined;
      });
    }
    return this.#known;
  }
}

export class DatabaseMissingError extends Error {
  override readonly name = "DatabaseMissingError";
  readonly path: string;
  constructor(path: string) {
    super(`there is no database at ${path}`);
    this.path = path;
  }
}

function connect(path: string): Libsql.Database {
  const connection = new Libsql(path, { timeout: BUSY_TIMEOUT_MS } as Libsql.Options); // its types leave `timeout` out
  connection.exec("PRAGMA journal_mode = WAL");
  // A rotated refresh token lost to a power cut costs a person's consent.
  connection.exec("PRAGMA synchronous = FULL");
  connection.exec("PRAGMA foreign_keys = ON");
  // 16 MB of pages, in place of SQLite's 2: a search or a late page of thousands of rows reads more than these hold.
  connection.exec("PRAGMA cache_size = -16000");
  return connection;
}

interface KeptStatement {
  readonly statement: Libsql.Statement<unknown[]>;
  readonly columns: readonly string[];
  readonly rowOf: (values: readonly unknown[]) => Row;
  readonly writesTo: WrittenTables;
}

class EmbeddedClient implements Client {
  closed = false;
  readonly protocol = "file";
  readonly #connection: Libsql.Database;
  readonly #own: OwnWrites;
  readonly #writes: WriteQueue;
  readonly #kept = new Map<string, KeptStatement>();

  constructor(connection: Libsql.Database, own: OwnWrites) {
    this.#connection = connection;
    this.#own = own;
    this.#writes = new WriteQueue(connection);
  }

  async execute(statement: InStatement | string, args?: InArgs): Promise<ResultSet> {
    const asked = statementOf(typeof statement === "string" ? { sql: statement, args: args ?? [] } : statement);
    if (!isWrite(asked.sql)) return this.#run(asked);
    try {
      return await this.#writes.add(() => this.#run(asked));
    } catch (error) {
      throw libsqlErrorOf(error);
    }
  }

  async batch(
    statements: (InStatement | [string, InArgs?])[],
    mode: "write" | "read" | "deferred" = "deferred",
  ): Promise<ResultSet[]> {
    const asked = statements.map(statementOf);
    const results: ResultSet[] = [];
    const runAll = (): ResultSet[] => {
      for (const statement of asked) results.push(this.#run(statement));
      return results;
    };
    try {
      const writes = mode === "write" || asked.some(({ sql }) => isWrite(sql));
      return await (writes ? this.#writes.add(runAll) : this.#atOneMoment(runAll));
    } catch (error) {
      const failure = libsqlErrorOf(error);
      throw new LibsqlBatchError(failure.message, results.length, failure.code, undefined, undefined, failure);
    }
  }

  async executeMultiple(text: string): Promise<void> {
    this.#connection.exec(text);
    this.#own.note("all");
  }

  migrate(): never {
    throw new Error("migrations are batches here, see migrate.ts");
  }

  transaction(): never {
    throw new Error("interactive transactions deadlock on an embedded file; use writeBatch");
  }

  sync(): never {
    throw new Error("an embedded file has nothing to sync with");
  }

  reconnect(): never {
    throw new Error("an embedded file is opened once");
  }

  close(): void {
    this.#writes.close();
    this.closed = true;
    this.#connection.close();
  }

  /** Runs reads that see one state of the database. */
  #atOneMoment<T>(readAll: () => T): T {
    this.#connection.exec("BEGIN");
    try {
      const read = readAll();
      this.#connection.exec("COMMIT");
      return read;
    } catch (error) {
      if (this.#connection.inTransaction) this.#connection.exec("ROLLBACK");
      throw error;
    }
  }

  #run({ sql, args }: Asked): ResultSet {
    if (!Array.isArray(args)) throw new Error("arguments are given in order here, not by name");
    try {
      const { statement: prepared, columns, rowOf, writesTo } = this.#prepare(sql);
      this.#own.note(writesTo);
      const bound = args.map(bindable);
      if (columns.length === 0) {
        const { changes, lastInsertRowid } = prepared.run(...bound);
        return resultSet([], [], { rowsAffected: changes, lastInsertRowid: BigInt(lastInsertRowid) });
      }
      const rows = prepared.all(...bound) as unknown[][]; // raw(true) gives arrays
      return resultSet(columns, rows.map(rowOf), { rowsAffected: 0, lastInsertRowid: undefined });
    } catch (error) {
      throw libsqlErrorOf(error);
    }
  }

  #prepare(sql: string): KeptStatement {
    const kept = this.#kept.get(sql);
    if (kept) return kept;
    const statement = this.#connection.prepare(sql);
    const columns = statement.columns().map(({ name }) => name);
    if (columns.length > 0) statement.raw(true);
    const made = { statement, columns, rowOf: rowMaker(columns), writesTo: tablesWrittenBy(sql) };
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= KEPT_STATEMENTS && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(sql, made);
    return made;
  }
}

interface Asked {
  readonly sql: string;
  readonly args: InArgs;
}

function statementOf(statement: InStatement | [string, InArgs?]): Asked {
  if (typeof statement === "string") return { sql: statement, args: [] };
  const [sql, args = []] = Array.isArray(statement) ? statement : [statement.sql, statement.args];
  return { sql, args };
}

function isWrite(sql: string): boolean {
  return /^\s*(insert|update|delete|replace)\b/i.test(sql);
}

function bindable(value: InValue): unknown {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value instanceof Date) return value.getTime();
  return value;
}

function resultSet(
  columns: readonly string[],
  rows: Row[],
  done: Pick<ResultSet, "rowsAffected" | "lastInsertRowid">,
): ResultSet {
  return {
    columns: [...columns],
    columnTypes: columns.map(() => ""),
    rows,
    ...done,
    toJSON: () => ({ columns, rows, rowsAffected: done.rowsAffected }),
  };
}

/**
 * Makes rows as the libSQL client does: by name, and by position without being listed. Rows of a statement share one
 * class, which costs a tenth of defining each of their members.
 */
function rowMaker(columns: readonly string[]): (values: readonly unknown[]) => Row {
  const names = columns
    .map((name, index) => ({ name, index }))
    .filter(({ name, index }) => columns.indexOf(name) === index);
  class StatementRow {
    [name: string]: unknown;
    readonly #values: readonly unknown[];
    constructor(values: readonly unknown[]) {
      this.#values = values;
      for (const { name, index } of names) this[name] = values[index];
    }
    get length(): number {
      return this.#values.length;
    }
    static at(row: StatementRow, index: number): unknown {
      return row.#values[index];
    }
  }
  for (const index of columns.keys()) {
    Object.defineProperty(StatementRow.prototype, index, {
      get(this: StatementRow) {
        return StatementRow.at(this, index);
      },
    });
  }
  return (values) => new StatementRow(values) as unknown as Row; // built to its shape just above
}

function libsqlErrorOf(error: unknown): LibsqlError {
  if (error instanceof Error && "code" in error && typeof error.code === "string") {
    return new LibsqlError(error.message, error.code, undefined, undefined, error);
  }
  throw error;
}
