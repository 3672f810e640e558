import type { PlainObject } from "@grantry/token-config-file";

/** The requests that a document can describe, in the order in which they are made. */
export const requestNames = [
  "AuthorizationCode",
  "TokenByAuthorizationCode",
  "TokenByRefreshToken",
  "TokenByClientCredentials",
] as const;
export type RequestName = (typeof requestNames)[number];

/** One line of a table: a name, and what belongs to it. An empty value stands for nothing as well. */
export interface Row {
  readonly name: string;
  readonly value: string;
}

/** The tables of one request. */
export interface RequestMapping {
  readonly url: string;
  readonly parameters: readonly Row[];
  readonly autofilled: readonly Row[];
  readonly answer: readonly Row[];
}
export type TableName = Exclude<keyof RequestMapping, "url">;

/** What tables show of a document: rows may be unfinished, which a document cannot say. */
export interface Mapping {
  readonly requests: Readonly<Partial<Record<RequestName, RequestMapping>>>;
  /** Texts of one's own at the top of the document. */
  readonly own: readonly Row[];
}

export const emptyRequest: RequestMapping = { url: "", parameters: [], autofilled: [], answer: [] };

/** The tables of a request, in the order in which they are shown. */
export const tableNames = ["parameters", "autofilled", "answer"] as const satisfies readonly TableName[];

/** Where a table lies inside its request. */
export const tablePaths = {
  parameters: ["Request", "Parameters"],
  autofilled: ["Request", "AutofilledParametersMapping"],
  answer: ["Response", "ParametersMapping"],
} as const satisfies Record<TableName, readonly string[]>;

/** Members at the top that have a field or a meaning of their own. */
const knownMembers = ["AuthFlow", "ClientID", "ClientSecret", "Scope", "TemplateName"];

export function isKnownMember(name: string): boolean {
  return knownMembers.includes(name) || ["Requests", "Notifications", "Grantry"].includes(name);
}

/** The tables of a document. */
export function mappingOf(document: PlainObject): Mapping {
  const requests = objectAt(document, ["Requests"]);
  return {
    requests: Object.fromEntries(
      requestNames.flatMap((name) => {
        const request = requests && objectAt(requests, [name]);
        return request ? [[name, requestMapping(request)]] : [];
      }),
    ),
    own: rowsOf(document).filter(({ name }) => !knownMembers.includes(name)),
  };
}

/** The document with what the tables say; all else stays as it is. Rows that are unfinished or stand twice stay out. */
export function withMapping(document: PlainObject, mapping: Mapping): PlainObject {
  const requests = objectAt(document, ["Requests"]) ?? {};
  const others = Object.entries(requests).filter(([name]) => !isRequestName(name));
  const described = requestNames.flatMap((name) => {
    const request = mapping.requests[name];
    return request ? [[name, withRequest(objectAt(requests, [name]) ?? {}, request)] as const] : [];
  });
  const kept = Object.entries(document).filter(([name, value]) => isKnownMember(name) || !isScalar(value));
  return {
    ...Object.fromEntries(kept),
    ...withRows(
      document,
      mapping.own.filter(({ name }) => !isKnownMember(name)),
    ),
    Requests: Object.fromEntries([...others, ...described]),
  };
}

/** What is wrong with a row by itself: a value without a name, a name that stands above already. */
export function rowFault(rows: readonly Row[], index: number): "row-without-name" | "row-twice" | undefined {
  const row = rows[index];
  if (row === undefined) return undefined;
  if (row.name.trim() === "") return row.value.trim() === "" ? undefined : "row-without-name";
  return rows.slice(0, index).some(({ name }) => name.trim() === row.name.trim()) ? "row-twice" : undefined;
}

function isRequestName(name: string): name is RequestName {
  return requestNames.some((known) => known === name);
}

function requestMapping(request: PlainObject): RequestMapping {
  const rowsAt = (path: readonly string[]) => rowsOf(objectAt(request, path) ?? {});
  return {
    url: textOf(objectAt(request, ["Request"])?.["URL"]),
    parameters: rowsAt(tablePaths.parameters),
    autofilled: rowsAt(tablePaths.autofilled),
    answer: rowsAt(tablePaths.answer),
  };
}

function withRequest(former: PlainObject, { url, ...tables }: RequestMapping): PlainObject {
  const request = objectAt(former, ["Request"]) ?? {};
  const table = (name: TableName) => {
    const [part, member] = tablePaths[name];
    const before = objectAt(former, [part, member]);
    const rows = withRows(before ?? {}, tables[name]);
    return before === undefined && Object.keys(rows).length === 0 ? {} : { [member]: rows };
  };
  const answer = { ...objectAt(former, ["Response"]), ...table("answer") };
  return {
    ...former,
    Request: { ...request, URL: url, ...table("parameters"), ...table("autofilled") },
    ...(Object.keys(answer).length > 0 && { Response: answer }),
  };
}

function rowsOf(object: PlainObject): Row[] {
  return Object.entries(object)
    .filter(([, value]) => isScalar(value))
    .map(([name, value]) => ({ name, value: textOf(value) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Rows as members; what says the same as before keeps its type: `1` stays a number, nothing stays nothing. */
function withRows(former: PlainObject, rows: readonly Row[]): PlainObject {
  const finished = rows.filter((row, index) => row.name.trim() !== "" && rowFault(rows, index) === undefined);
  return Object.fromEntries(
    finished.map(({ name, value }) => {
      const before = Object.hasOwn(former, name.trim()) ? former[name.trim()] : undefined;
      return [name.trim(), before !== undefined && textOf(before) === value ? before : value];
    }),
  );
}

function objectAt(object: PlainObject, path: readonly string[]): PlainObject | undefined {
  let found: PlainObject = object;
  for (const name of path) {
    const value = Object.hasOwn(found, name) ? found[name] : undefined;
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    found = value as PlainObject; // neither text nor list: told apart above
  }
  return found;
}

function isScalar(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}
