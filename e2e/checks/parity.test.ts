import { expect, test } from "vitest";
import { testSources } from "./source-files.ts";

/** Statements of the seed system's checklist; those that are replaced by better behaviour are tested as replaced. */
const wanted = Array.from({ length: 89 }, (_, index) => index + 1);

test("every statement of the parity checklist has a test that carries its number", () => {
  const titles = testSources().flatMap(({ text }) => [...text.matchAll(/"parity ([\d, ]+):/g)]);
  const stated = new Set(titles.flatMap(([, numbers = ""]) => numbers.split(",").map(Number)));
  const tested = wanted.filter((number) => stated.has(number));
  process.stdout.write(`parity: ${tested.length} of ${wanted.length} statements tested\n`);
  expect(wanted.filter((number) => !stated.has(number))).toEqual([]);
});
