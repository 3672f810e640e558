import type { Database } from "@grantry/db";

const MOST_ENTRIES = 5_000;

interface Store<T> {
  readonly stamp: number;
  readonly entries: Map<string, T>;
}

/**
 * Something read from the database, kept until the database may have changed. `undefined` is not kept, so that what
 * is missing is looked up anew.
 */
export function rememberer<T>(): (
  db: Database,
  key: string,
  read: () => Promise<T | undefined>,
) => Promise<T | undefined> {
  const stores = new WeakMap<Database, Store<T>>();
  return async (db, key, read) => {
    const stamp = db.changeStamp();
    let store = stores.get(db);
    if (!store || store.stamp !== stamp || store.entries.size > MOST_ENTRIES) {
      store = { stamp, entries: new Map() };
      stores.set(db, store);
    }
    const known = store.entries.get(key);
    if (known !== undefined) return known;
    const value = await read();
    if (value !== undefined) store.entries.set(key, value);
    return value;
  };
}
