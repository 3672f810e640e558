import fc from "fast-check";
import { expect, test } from "vitest";
import { toInstant } from "./instants.ts";

test("an instant is written as Date writes it, whatever day, before 1970 and beyond the year 9999 too", () => {
  const anyInstant = fc.date({ noInvalidDate: true });
  fc.assert(
    fc.property(anyInstant, (date) => {
      expect(toInstant(date.getTime())).toBe(date.toISOString());
    }),
  );
});

test("none is none", () => {
  expect(toInstant(null)).toBeNull();
});
