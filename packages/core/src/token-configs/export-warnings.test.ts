import { say } from "@grantry/schema";
import { expect, test } from "vitest";
import { exportWarnings, warningsHeader } from "./export-warnings.ts";

const warned = (...names: string[]) =>
  exportWarnings(names.map((Name) => ({ Name, Config: {} }))).map(({ words, parameters }) =>
    say(words, "en", parameters),
  );
const read = (header: string): string[] => JSON.parse(decodeURIComponent(header));

test("names that differ in case, accents or spaces at the end alone are one in the other system", () => {
  expect(warned("Büro", "buro ", "BU\u0308RO", "Other")).toEqual([
    expect.stringContaining("the names “Büro”, “buro ”, “BU\u0308RO” are one"),
  ]);
  expect(warned("A", " A")).toEqual([]);
});

test("characters beyond the basic plane are told, wherever they stand", () => {
  expect(warned("東京")).toEqual([]);
  expect(exportWarnings([{ Name: "Party", Config: { Extra: { note: "🎉" } } }])[0]?.parameters).toEqual({
    name: "Party",
  });
});

test("a header holds what fits into it, and says how many do not", () => {
  const few = ["“🎉” is replaced.", "Zwei: Grüße"];
  expect(read(warningsHeader(few, { language: "en", most: 4_000 }))).toEqual(few);
  const many = Array.from({ length: 10_000 }, (_, n) => `“Mailbox ${n} 🎉” holds characters.`);
  const header = warningsHeader(many, { language: "en", most: 4_000 });
  expect(header.length).toBeLessThan(4_400);
  const shown = read(header);
  expect(shown.slice(0, -1)).toEqual(many.slice(0, shown.length - 1));
  expect(shown.at(-1)).toContain(`do not fit here: ${10_001 - shown.length}.`);
  const [alone] = read(warningsHeader([`${"x".repeat(9_000)}`], { language: "de", most: 4_000 }));
  expect(alone).toContain("keinen Platz haben: 1.");
});
