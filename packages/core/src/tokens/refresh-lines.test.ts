import { expect, test } from "vitest";
import { RefreshLines } from "./refresh-lines.ts";

// How long many refreshes take that wait in lines, by a clock that jumps from one event to the next.

const PAGE = 200;
const atOnce = { inAll: 64, perEndpoint: 12 };

/** Time that passes when everything waits. */
class JumpingClock {
  #now = 0;
  readonly #sleepers: { at: number; wake: () => void }[] = [];
  readonly now = () => this.#now;
  readonly wait = (ms: number) =>
    new Promise<void>((wake) => {
      this.#sleepers.push({ at: this.#now + ms, wake });
    });

  async until(work: Promise<unknown>): Promise<void> {
    let isDone = false;
    void work.then(() => {
      isDone = true;
    });
    for (;;) {
      await new Promise(setImmediate);
      if (isDone) return;
      const next = Math.min(...this.#sleepers.map(({ at }) => at));
      this.#now = next;
      const awake = this.#sleepers.filter(({ at }) => at <= next);
      this.#sleepers.splice(0, this.#sleepers.length, ...this.#sleepers.filter(({ at }) => at > next));
      for (const { wake } of awake) wake();
    }
  }
}

/** An endpoint: how long it takes, and whether it then answers or was given up. */
interface Endpoint {
  readonly ms: number;
  readonly answers: boolean;
}
const healthy: Endpoint = { ms: 300, answers: true };

/** Refreshes so many tokens of each endpoint, the endpoints in turn. @returns when the last of the first nine was done, ms */
async function throughAfter(endpoints: readonly Endpoint[], each: number): Promise<number> {
  const clock = new JumpingClock();
  const lines = new RefreshLines(clock, atOnce, undefined);
  let left = 9 * each;
  const through = Promise.withResolvers<number>();
  const refresh = async (n: number, { ms, answers }: Endpoint) => {
    await clock.wait(ms);
    if (n < 9) left -= 1;
    if (left === 0) through.resolve(clock.now());
    return answers;
  };
  const due = Array.from({ length: each }, (_, round) =>
    endpoints.map((endpoint, n) => ({
      configId: `${round}-${n}`,
      tokenOrigin: `https://${n}.example`,
      refresh: () => refresh(n, endpoint),
    })),
  ).flat();
  const work = async () => {
    for (let from = 0; from < due.length; from += PAGE) {
      for (const token of due.slice(from, from + PAGE)) lines.add(token);
      await lines.needsMore();
    }
    await lines.settled();
  };
  void work();
  await clock.until(through.promise);
  return through.promise;
}

const nine = Array.from({ length: 9 }, () => healthy);

test.each<[string, Endpoint, number]>([
  ["never answers", { ms: 15_000, answers: false }, 1.05],
  ["refuses connections", { ms: 1, answers: false }, 1.05],
  ["fails fast", { ms: 1, answers: true }, 1.05],
  ["is slow", { ms: 1_900, answers: true }, atOnce.inAll / (atOnce.inAll - atOnce.perEndpoint)], // its places
])("while a tenth endpoint %s, the other nine end in nearly their own time", async (_what, tenth, most) => {
  const without = await throughAfter(nine, 1_000);
  expect(without / 1_000).toBeLessThan(1.05 * ((9_000 / atOnce.inAll) * 0.3)); // all places are filled all the time
  expect((await throughAfter([...nine, tenth], 1_000)) / without).toBeLessThan(most * 1.02);
});

test("where nobody answers, what is under way stays bounded, and who answers again is found out", async () => {
  const clock = new JumpingClock();
  const lines = new RefreshLines(clock, atOnce, undefined);
  let [inFlight, most, answered] = [0, 0, 0];
  const goneUntil = 300_000;
  for (let n = 0; n < 100 * 40; n += 1) {
    const refresh = async () => {
      most = Math.max(most, ++inFlight);
      const answers = n % 100 === 7 && clock.now() >= goneUntil;
      await clock.wait(answers ? 20 : 15_000);
      inFlight -= 1;
      answered += answers ? 1 : 0;
      return answers;
    };
    lines.add({ configId: String(n), tokenOrigin: `https://${n % 100}.example`, refresh });
  }
  const watched = async () => {
    await lines.settled();
    while (answered === 0 && clock.now() < 2 * goneUntil) await clock.wait(1_000);
  };
  await clock.until(watched());
  expect(answered).toBeGreaterThan(0);
  expect(clock.now()).toBeLessThan(goneUntil + 60_000);
  expect(most).toBeLessThan(10 * atOnce.inAll);
});

test("endpoints get their places in turn: none waits until the others are through", async () => {
  const clock = new JumpingClock();
  const lines = new RefreshLines(clock, { inAll: 4, perEndpoint: 3 }, undefined);
  const order: string[] = [];
  const origins = ["a", "a", "a", "a", "a", "a", "b", "b", "b", "b", "c", "c"];
  for (const [n, origin] of origins.entries()) {
    const refresh = async () => {
      order.push(origin);
      await clock.wait(order.length % 3); // they do not end together
      return true;
    };
    lines.add({ configId: String(n), tokenOrigin: origin, refresh });
  }
  await clock.until(lines.settled());
  expect(order).toHaveLength(12);
  expect(order.slice(0, 6).toSorted()).toEqual(["a", "a", "b", "b", "c", "c"]);
});
