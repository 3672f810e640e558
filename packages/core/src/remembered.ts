import type { Database } from "@grantry/db";

const MOST_ENTRIES = 5_000;

interface Store<T> {
  readonly stamp: number;
  readonly entries: Map<string, T>;
}

/** Something read from the database, kept until the database may have changed: at once when embedded, 2 s by HTTP. */
export interface Memory<T> {
  /** What is remembered under the key, else what `read` gives. */
  readonly recall: Recall<T>;
  /** What `read` gives, whatever is remembered: for who has just changed it, or waits for a change. */
  readonly renew: Recall<T>;
  readonly has: (db: Database, key: string) => boolean;
  /** Remembers what was read in another way. */
  readonly put: (db: Database, key: string, value: T) => void;
}

type Recall<T> = (db: Database, key: string, read: () => Promise<T | undefined>) => Promise<T | undefined>;

/**
 * A memory of one kind of things. `undefined` is not kept, so that what is missing is looked up anew.
 * @param tables what it is read from, where that is known: own writes to others do not end it
 */
export function memory<T>(tables?: readonly string[]): Memory<T> {
  const stores = new WeakMap<Database, Store<T>>();
  const present = (db: Database): Store<T> => {
    const stamp = db.changeStamp(tables);
    const known = stores.get(db);
    if (known && known.stamp === stamp && known.entries.size <= MOST_ENTRIES) return known;
    const store = { stamp, entries: new Map<string, T>() };
    stores.set(db, store);
    return store;
  };
  const renew: Recall<T> = async (db, key, read) => {
    const { entries } = present(db);
    const value = await read();
    if (value !== undefined) entries.set(key, value);
    return value;
  };
  return {
    renew,
    recall: async (db, key, read) => present(db).entries.get(key) ?? renew(db, key, read),
    has: (db, key) => present(db).entries.has(key),
    put: (db, key, value) => void present(db).entries.set(key, value),
  };
}
