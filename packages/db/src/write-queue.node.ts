import type Libsql from "libsql";

/** Writes that belong together: run as one step of a transaction, they throw or give what they did. */
type Work<T> = () => T;

interface Waiting {
  readonly run: Work<unknown>;
  readonly resolve: (done: unknown) => void;
  readonly reject: (why: unknown) => void;
}

/** Turns of the event loop that a group waits at most. */
const MOST_TURNS = 3;

type Outcome = { readonly ok: true; readonly done: unknown } | { readonly ok: false; readonly why: unknown };

/**
 * Commits in groups: what is asked for in one turn of the event loop, or in the next while more comes, waits for the
 * disk once. Whoever asked is told
 * after the commit, never before, and of nothing but their own: each has a savepoint, so that one that fails leaves the
 * others as they are. A group runs without a pause: nobody reads what is not committed.
 */
export class WriteQueue {
  readonly #connection: Libsql.Database;
  readonly #begin: Libsql.Statement<unknown[]>;
  readonly #commit: Libsql.Statement<unknown[]>;
  readonly #savepoint: Libsql.Statement<unknown[]>;
  readonly #release: Libsql.Statement<unknown[]>;
  readonly #rollBackToSavepoint: Libsql.Statement<unknown[]>;
  #waiting: Waiting[] = [];
  #closed = false;

  constructor(connection: Libsql.Database) {
    this.#connection = connection;
    this.#begin = connection.prepare("BEGIN IMMEDIATE");
    this.#commit = connection.prepare("COMMIT");
    this.#savepoint = connection.prepare("SAVEPOINT one");
    this.#release = connection.prepare("RELEASE one");
    this.#rollBackToSavepoint = connection.prepare("ROLLBACK TO one");
  }

  /**
   * Runs writes with what else is asked for meanwhile, in the order in which they were asked for.
   * @throws what they throw, when nothing of them was kept; or why the group could not be begun or committed
   */
  async add<T>(run: Work<T>): Promise<T> {
    if (this.#closed) throw new Error("the database is closed"); // libsql ends the process that runs a statement then
    if (this.#waiting.length === 0) this.#flushSoon(1, MOST_TURNS);
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ run, resolve: (done) => resolve(done as T), reject }); // what `run` gave
    });
  }

  /** Ends the group after the turn in which nothing more came, so that those who come close together wait once. */
  #flushSoon(heard: number, turns: number): void {
    setImmediate(() => {
      if (this.#waiting.length > heard && turns > 1) this.#flushSoon(this.#waiting.length, turns - 1);
      else this.#flush();
    });
  }

  /** Runs what waits, and takes nothing more. */
  close(): void {
    this.#flush();
    this.#closed = true;
  }

  #flush(): void {
    const group = this.#waiting;
    this.#waiting = [];
    if (group.length === 0) return;
    const outcomes = this.#commitTogether(group);
    for (const [index, { resolve, reject }] of group.entries()) {
      const outcome = outcomes[index];
      if (outcome?.ok) resolve(outcome.done);
      else reject(outcome?.why);
    }
  }

  #commitTogether(group: readonly Waiting[]): readonly Outcome[] {
    try {
      this.#begin.run();
      const outcomes = group.map(({ run }) => (group.length === 1 ? alone(run) : this.#inSavepoint(run)));
      this.#commit.run();
      return outcomes;
    } catch (why) {
      if (this.#connection.inTransaction) this.#connection.exec("ROLLBACK");
      return group.map(() => ({ ok: false, why }));
    }
  }

  #inSavepoint(run: Work<unknown>): Outcome {
    this.#savepoint.run();
    try {
      const done = run();
      this.#release.run();
      return { ok: true, done };
    } catch (why) {
      if (!this.#connection.inTransaction) throw why; // so bad (a full disk) that SQLite has undone all of them
      this.#rollBackToSavepoint.run();
      this.#release.run();
      return { ok: false, why };
    }
  }
}

/** One that waits alone needs no savepoint: its failure undoes the transaction. */
function alone(run: Work<unknown>): Outcome {
  return { ok: true, done: run() };
}
