import { isBusy } from "./busy.ts";

/** How long a statement waits for a lock that another stream or process holds. */
const BUSY_TIMEOUT_MS = 5_000;
/** How often to look whether another process has let go of its lock: nobody tells of that. */
const BETWEEN_LOOKS_MS = 50;

/**
 * Work on the database that runs to its end at once unless a lock is in its way; then it yields.
 * (With promises each step would give way to other requests, and a batch would meet the locks of its neighbours.)
 */
export type Work<Result> = Generator<"busy", Result>;

/** Tries until the lock is free, for five seconds; then throws what SQLite says. */
export function* whenFree<Result>(attempt: () => Result): Work<Result> {
  const deadline = performance.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
    }
    yield "busy";
  }
}

/** Those who wait for a lock, first come first served. */
export class WaitingLine {
  readonly #waiting: { wake: () => void }[] = [];

  async finish<Result>(work: Work<Result>): Promise<Result> {
    const place = { wake: () => {} };
    try {
      for (;;) {
        const { done, value } = work.next();
        if (done) return value;
        if (!this.#waiting.includes(place)) this.#waiting.push(place);
        await untilWoken(place);
      }
    } finally {
      const index = this.#waiting.indexOf(place);
      if (index >= 0) this.#waiting.splice(index, 1);
    }
  }

  /** Lets the first in the line try, after a lock may have become free. */
  next(): void {
    this.#waiting[0]?.wake();
  }
}

function untilWoken(place: { wake: () => void }): Promise<void> {
  return new Promise((resolve) => {
    const look = setTimeout(resolve, BETWEEN_LOOKS_MS);
    place.wake = () => {
      clearTimeout(look);
      resolve();
    };
  });
}
