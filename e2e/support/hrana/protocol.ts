/** The messages of Hrana 2 over HTTP in JSON, as far as `@libsql/client` sends and reads them. */

export type Value =
  | { readonly type: "null" }
  /** In decimal digits: 64 bits do not fit a JSON number. */
  | { readonly type: "integer"; readonly value: string }
  | { readonly type: "float"; readonly value: number }
  | { readonly type: "text"; readonly value: string }
  | { readonly type: "blob"; readonly base64: string };

/** SQL as text, or as the number that `store_sql` gave it. */
export interface SqlReference {
  readonly sql?: string | null;
  readonly sql_id?: number | null;
}

export interface Statement extends SqlReference {
  readonly args?: readonly Value[];
  readonly named_args?: readonly { readonly name: string; readonly value: Value }[];
  readonly want_rows?: boolean;
}

export type Condition =
  | { readonly type: "ok" | "error"; readonly step: number }
  | { readonly type: "not"; readonly cond: Condition }
  | { readonly type: "and" | "or"; readonly conds: readonly Condition[] }
  | { readonly type: "is_autocommit" };

export interface Batch {
  readonly steps: readonly { readonly condition?: Condition | null; readonly stmt: Statement }[];
}

export type StreamRequest =
  | { readonly type: "close" | "get_autocommit" }
  | { readonly type: "execute"; readonly stmt: Statement }
  | { readonly type: "batch"; readonly batch: Batch }
  | ({ readonly type: "sequence" | "describe" } & SqlReference)
  | { readonly type: "store_sql"; readonly sql_id: number; readonly sql: string }
  | { readonly type: "close_sql"; readonly sql_id: number };

export interface Pipeline {
  readonly baton?: string | null;
  readonly requests: readonly StreamRequest[];
}

export interface StatementResult {
  readonly cols: readonly { readonly name: string; readonly decltype: string | null }[];
  readonly rows: readonly (readonly Value[])[];
  readonly affected_row_count: number;
  readonly last_insert_rowid: string | null;
}

export interface BatchResult {
  readonly step_results: readonly (StatementResult | null)[];
  readonly step_errors: readonly (HranaFailure | null)[];
}

export interface DescribeResult {
  readonly params: readonly { readonly name: string | null }[];
  readonly cols: readonly { readonly name: string; readonly decltype: string | null }[];
  readonly is_explain: boolean;
  readonly is_readonly: boolean;
}

export interface HranaFailure {
  readonly message: string;
  readonly code: string;
}

export type StreamResponse =
  | { readonly type: "close" | "sequence" | "store_sql" | "close_sql" }
  | { readonly type: "get_autocommit"; readonly is_autocommit: boolean }
  | { readonly type: "execute"; readonly result: StatementResult }
  | { readonly type: "batch"; readonly result: BatchResult }
  | { readonly type: "describe"; readonly result: DescribeResult };

export type StreamResult =
  | { readonly type: "ok"; readonly response: StreamResponse }
  | { readonly type: "error"; readonly error: HranaFailure };

/** A failure of the protocol, in place of one of the database. */
export class HranaError extends Error {
  override readonly name = "HranaError";
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
