import { eq } from "drizzle-orm";
import type { Database, Statement } from "./database.ts";
import { settings } from "./tables.ts";

export type SettingRow = typeof settings.$inferSelect;

/** Every setting that is not at its default. One statement. */
export async function readSettings(db: Database): Promise<SettingRow[]> {
  return selectSettings(db);
}

/** The statement of it, to be sent beside others. */
export function selectSettings(db: Database) {
  return db.drizzle.select().from(settings);
}

export function putSetting(db: Database, row: SettingRow): Statement {
  const { name, ...set } = row;
  return db.drizzle.insert(settings).values(row).onConflictDoUpdate({ target: settings.name, set });
}

export function deleteSetting(db: Database, name: string): Statement {
  return db.drizzle.delete(settings).where(eq(settings.name, name));
}
