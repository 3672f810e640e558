import { readdirSync, readFileSync } from "node:fs";
import type { Migration } from "./migrate.ts";

/** The migrations beside this file (beside the bundle once built), oldest first. */
export function readMigrations(folder: URL = new URL("./migrations/", import.meta.url)): Migration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .sort()
    .map((file) => {
      const [, number = "", name = ""] = /^(\d{4})_(.+)\.sql$/.exec(file) ?? [];
      return { version: Number(number) + 1, name, sql: readFileSync(new URL(file, folder), "utf8") };
    });
}
