import { expect, test } from "vitest";
import { seedTimeReader, toSeedTime } from "./seed-time.ts";

test.each([
  ["2026-11-23 23:40:31", "UTC", "2026-11-23T23:40:31.000Z"],
  ["2026-11-23 23:40:31", "Europe/Berlin", "2026-11-23T22:40:31.000Z"],
  ["2026-07-01 00:30:00", "Europe/Berlin", "2026-06-30T22:30:00.000Z"],
  ["2026-03-29 03:30:00", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
  ["2026-01-01 00:00:00", "Asia/Kolkata", "2025-12-31T18:30:00.000Z"],
])("%s in %s is %s", (text, timeZone, instant) => {
  expect(new Date(seedTimeReader(timeZone)?.(text) ?? 0).toISOString()).toBe(instant);
});

test("what is no time is none; times are written in UTC; zones are known by name", () => {
  const read = seedTimeReader("UTC");
  for (const text of ["", "soon", "2026-13-01 00:00:00"]) expect(read?.(text)).toBeUndefined();
  expect(read?.("2026-12-01 00:00:00")).toBeDefined();
  expect(toSeedTime(Date.parse("2026-11-23T23:40:31.999Z"))).toBe("2026-11-23 23:40:31");
  expect(seedTimeReader("Nowhere/Land")).toBeUndefined();
});
