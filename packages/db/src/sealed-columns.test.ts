import { getTableName, is, Table } from "drizzle-orm";
import { getTableConfig, SQLiteCustomColumn, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { expect, test } from "vitest";
import * as apiTables from "./api-tables.ts";
import * as authTables from "./auth-tables.ts";
import * as channelTables from "./channel-tables.ts";
import * as mailTables from "./mail-tables.ts";
import * as registrationTables from "./registration-tables.ts";
import { sealedColumns } from "./sealed-columns.ts";
import * as tables from "./tables.ts";
import * as webServiceTables from "./web-service-tables.ts";

const nameOf = (table: Table, column: string) => `${getTableName(table)}.${column}`;

test("every sealed column of the tables is listed, so that none is forgotten when a key is let go", () => {
  const all = Object.values({
    ...tables,
    ...registrationTables,
    ...apiTables,
    ...authTables,
    ...webServiceTables,
    ...mailTables,
    ...channelTables,
  }).filter((table) => is(table, Table)) as SQLiteTable[];
  const sealed = all.flatMap((table) =>
    getTableConfig(table)
      .columns.filter((column) => is(column, SQLiteCustomColumn))
      .map((column) => nameOf(table, column.name)),
  );
  expect(sealed.length).toBeGreaterThan(10);
  expect(sealedColumns.map(({ column }) => nameOf(column.table, column.name)).sort()).toEqual(sealed.sort());
});

test("the column that names the row is in the same table", () => {
  for (const { column, row } of sealedColumns) expect(row.table, column.name).toBe(column.table);
});
