import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";

interface Started {
  readonly close: () => Promise<void>;
}

/**
 * Starts one before each test and closes it after. What it gives stands for the one of the test that runs.
 * Hooks end in the reverse of their order: what a deployment turns to is named before it.
 */
export function forEachTest<T extends Started>(start: () => Promise<T>): T {
  return startedBy(start, beforeEach, afterEach);
}

/** Starts one for all tests of the file, see `forEachTest`. */
export function forAllTests<T extends Started>(start: () => Promise<T>): T {
  return startedBy(start, beforeAll, afterAll);
}

type Hook = (run: () => Promise<void>) => void;

function startedBy<T extends Started>(start: () => Promise<T>, before: Hook, after: Hook): T {
  let running: T | undefined;
  before(async () => {
    running = await start();
  });
  after(async () => running?.close());
  // Its members are those of whatever runs; before and between tests it has none.
  return new Proxy({} as T, {
    get: (_, member) => running && Reflect.get(running, member),
    set: (_, member, value) => running !== undefined && Reflect.set(running, member, value),
  });
}
