import Libsql from "libsql";
import { isBusy } from "./busy.ts";
import { type DescribeResult, HranaError, type Statement, type StatementResult } from "./protocol.ts";
import { boundValue, readValue } from "./values.ts";

const KEPT_STATEMENTS = 200;

/** Moves with every change of the schema on any connection: a statement prepared before it may have other columns. */
let schemaEpoch = 0;

interface KeptStatement {
  readonly prepared: Libsql.Statement;
  readonly columns: StatementResult["cols"];
}

/** One connection to the file, with its statements kept prepared. Runs to the end at once or throws. */
export class Connection {
  readonly #database: Libsql.Database;
  readonly #kept = new Map<string, KeptStatement>();
  #keptInEpoch = schemaEpoch;
  /** The statement that met a lock: SQLite leaves it in progress, in the way of any COMMIT, until it runs again. */
  #halfway: string | undefined;

  constructor(file: string) {
    // No busy timeout of SQLite's own: its wait would block the event loop that the holder of the lock needs to finish.
    // whenFree waits in its place.
    this.#database = new Libsql(file);
    this.#database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
  }

  get inTransaction(): boolean {
    return this.#database.inTransaction;
  }

  get reusable(): boolean {
    return this.#halfway === undefined;
  }

  execute(sql: string, statement: Statement): StatementResult {
    const { prepared, columns } = this.#prepare(sql);
    const parameters = parametersOf(statement);
    try {
      const result = prepared.reader
        ? this.#read(sql, { prepared, columns }, { parameters, wantRows: statement.want_rows ?? true })
        : this.#change(sql, prepared, parameters);
      if (this.#halfway === sql) this.#halfway = undefined;
      return result;
    } catch (error) {
      if (isBusy(error)) this.#halfway = sql;
      throw error;
    }
  }

  /** Runs several statements, and throws away what they give. */
  executeAll(sql: string): void {
    schemaEpoch += 1;
    this.#database.exec(sql);
  }

  describe(sql: string): DescribeResult {
    const { prepared, columns } = this.#prepare(sql);
    return {
      params: parameterNames(sql).map((name) => ({ name })),
      cols: columns,
      is_explain: /^\s*explain\b/i.test(sql),
      is_readonly: prepared.reader && !isReturning(sql),
    };
  }

  /** Makes the connection as good as new for the next stream. */
  reset(): void {
    if (this.inTransaction) this.#database.exec("ROLLBACK");
    this.#database.exec("PRAGMA foreign_keys = ON");
  }

  close(): void {
    this.#kept.clear();
    this.#database.close();
  }

  #change(sql: string, prepared: Libsql.Statement, parameters: unknown): StatementResult {
    const { changes, lastInsertRowid } = prepared.run(parameters);
    if (changesSchema(sql)) schemaEpoch += 1;
    return { cols: [], rows: [], affected_row_count: changes, last_insert_rowid: String(lastInsertRowid) };
  }

  #read(
    sql: string,
    { prepared, columns }: KeptStatement,
    { parameters, wantRows }: { parameters: unknown; wantRows: boolean },
  ): StatementResult {
    const rows = prepared.all(parameters).map((row) => (row as unknown[]).map(readValue)); // raw() gives arrays
    return {
      cols: columns,
      rows: wantRows ? rows : [],
      affected_row_count: isReturning(sql) ? rows.length : 0,
      last_insert_rowid: null,
    };
  }

  #prepare(sql: string): KeptStatement {
    if (this.#keptInEpoch !== schemaEpoch) {
      this.#kept.clear();
      this.#keptInEpoch = schemaEpoch;
    }
    const kept = this.#kept.get(sql);
    if (kept) return kept;
    const prepared = this.#database.prepare(sql).safeIntegers();
    const columns = prepared.reader ? prepared.raw().columns() : [];
    const made = { prepared, columns: columns.map(({ name, type }) => ({ name, decltype: type })) };
    if (this.#kept.size >= KEPT_STATEMENTS) this.#kept.clear();
    this.#kept.set(sql, made);
    return made;
  }
}

function parametersOf({ args = [], named_args: named = [] }: Statement): unknown {
  if (named.length === 0) return args.map(boundValue);
  if (args.length > 0) throw new HranaError("HRANA_ARGS", "a statement has arguments by position and by name");
  return Object.fromEntries(named.map(({ name, value }) => [name.replace(/^[:@$]/, ""), boundValue(value)]));
}

/** Of a statement that gives rows: whether they are the rows that it changed. */
function isReturning(sql: string): boolean {
  return /\breturning\b/i.test(sql) && !/^\s*select\b/i.test(sql);
}

function changesSchema(sql: string): boolean {
  return /^\s*(create|alter|drop|attach|detach|rollback)\b/i.test(sql);
}

/** The parameters by position, named or not. Strings, quoted names and comments are passed over. */
function parameterNames(sql: string): (string | null)[] {
  const tokens = sql.matchAll(
    /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\/|(?<parameter>\?\d*|[:@$]\w+)/g,
  );
  const found = [...tokens].flatMap(({ groups }) => groups?.["parameter"] ?? []);
  const named = new Set(found.filter((name) => name !== "?"));
  return [...found.filter((name) => name === "?").map(() => null), ...named];
}
