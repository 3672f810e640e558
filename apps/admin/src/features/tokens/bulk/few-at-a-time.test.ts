import { expect, test } from "vitest";
import { fewAtATime } from "./few-at-a-time.ts";

test("each item is worked on once, in order, never more than so many at a time", async () => {
  const begun: number[] = [];
  let inHand = 0;
  let most = 0;
  const items = Array.from({ length: 20 }, (_, index) => index);
  await fewAtATime(items, 4, async (item) => {
    begun.push(item);
    inHand += 1;
    most = Math.max(most, inHand);
    for (let turns = 0; turns <= item % 3; turns += 1) await Promise.resolve(); // some take longer
    inHand -= 1;
  });
  expect(begun).toEqual(items);
  expect(most).toBe(4);
});

test("what the work throws comes out", async () => {
  const refuse = () => Promise.reject(new Error("nobody is signed in"));
  await expect(fewAtATime([1, 2, 3], 2, refuse)).rejects.toThrow("nobody is signed in");
});
