import type { Connection } from "./connection.ts";
import {
  type Batch,
  type BatchResult,
  type Condition,
  HranaError,
  type HranaFailure,
  type SqlReference,
  type Statement,
  type StatementResult,
  type StreamRequest,
  type StreamResponse,
  type StreamResult,
} from "./protocol.ts";
import { type Work, whenFree } from "./when-free.ts";

/** A Hrana stream: a connection, and the SQL texts that the client stored for it. */
export class Stream {
  readonly connection: Connection;
  closed = false;
  readonly #stored = new Map<number, string>();

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** Answers each request; one that fails does not keep the next from running. */
  *run(requests: readonly StreamRequest[]): Work<StreamResult[]> {
    const results: StreamResult[] = [];
    for (const request of requests) {
      try {
        results.push({ type: "ok", response: yield* this.#answer(request) });
      } catch (error) {
        results.push({ type: "error", error: failureOf(error) });
      }
    }
    return results;
  }

  *#answer(request: StreamRequest): Work<StreamResponse> {
    if (this.closed) throw new HranaError("STREAM_CLOSED", "the stream is closed");
    switch (request.type) {
      case "execute":
        return { type: "execute", result: yield* this.#execute(request.stmt) };
      case "batch":
        return { type: "batch", result: yield* this.#batch(request.batch) };
      case "sequence":
        yield* this.#sequence(this.#sqlOf(request));
        return { type: "sequence" };
      case "describe":
        return { type: "describe", result: this.connection.describe(this.#sqlOf(request)) };
      case "store_sql":
        this.#stored.set(request.sql_id, request.sql);
        return { type: "store_sql" };
      case "close_sql":
        this.#stored.delete(request.sql_id);
        return { type: "close_sql" };
      case "get_autocommit":
        return { type: "get_autocommit", is_autocommit: !this.connection.inTransaction };
      case "close":
        this.closed = true;
        return { type: "close" };
      default:
        throw new HranaError("HRANA_REQUEST", "the request has a type that Hrana 2 does not know");
    }
  }

  #execute(statement: Statement): Work<StatementResult> {
    const sql = this.#sqlOf(statement);
    return whenFree(() => this.connection.execute(sql, statement));
  }

  *#batch({ steps }: Batch): Work<BatchResult> {
    const results: (StatementResult | null)[] = [];
    const errors: (HranaFailure | null)[] = [];
    for (const { condition, stmt } of steps) {
      const wanted = !condition || this.#holds(condition, { results, errors });
      try {
        results.push(wanted ? yield* this.#execute(stmt) : null);
        errors.push(null);
      } catch (error) {
        results.push(null);
        errors.push(failureOf(error));
      }
    }
    return { step_results: results, step_errors: errors };
  }

  #holds(condition: Condition, sofar: { results: readonly unknown[]; errors: readonly unknown[] }): boolean {
    switch (condition.type) {
      case "ok":
        return (sofar.results[condition.step] ?? null) !== null;
      case "error":
        return (sofar.errors[condition.step] ?? null) !== null;
      case "not":
        return !this.#holds(condition.cond, sofar);
      case "and":
        return condition.conds.every((inner) => this.#holds(inner, sofar));
      case "or":
        return condition.conds.some((inner) => this.#holds(inner, sofar));
      case "is_autocommit":
        return !this.connection.inTransaction;
      default:
        throw new HranaError("HRANA_CONDITION", "a step has a condition that Hrana does not know");
    }
  }

  /** A sequence must not be tried again from the middle, so the lock is tried first. */
  *#sequence(sql: string): Work<void> {
    if (!this.connection.inTransaction) {
      yield* whenFree(() => this.connection.execute("BEGIN IMMEDIATE", {}));
      this.connection.execute("ROLLBACK", {});
    }
    this.connection.executeAll(sql);
  }

  #sqlOf({ sql, sql_id: id }: SqlReference): string {
    const text = sql ?? (typeof id === "number" ? this.#stored.get(id) : undefined);
    if (text === undefined) throw new HranaError("SQL_NOT_FOUND", `there is no SQL text ${id ?? "in the request"}`);
    return text;
  }
}

/** Codes as sqld gives them: SQLite's primary ones. */
function failureOf(error: unknown): HranaFailure {
  if (error instanceof HranaError) return { message: error.message, code: error.code };
  if (error instanceof Error && "code" in error && typeof error.code === "string") {
    return { message: `SQLite error: ${error.message}`, code: primaryCode(error.code) };
  }
  throw error;
}

function primaryCode(code: string): string {
  return (
    /^SQLITE_(CONSTRAINT|BUSY|LOCKED|READONLY|IOERR|CORRUPT|CANTOPEN|ABORT|AUTH|ERROR)(?=_|$)/.exec(code)?.[0] ?? code
  );
}
