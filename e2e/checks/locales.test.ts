import { expect, test } from "vitest";
import { productSources, readJson } from "./source-files.ts";

const [english, german] = ["en", "de"].map((language) =>
  Object.entries(readJson(`apps/admin/src/locales/${language}.json`) as Record<string, string>),
);
const screens = productSources()
  .filter(({ path }) => path.startsWith("apps/admin/src/"))
  .map(({ text }) => text)
  .join("\n");

// That every word used is there is the type checker's work: keys are typed by en.json.

test("English and German say the same things", () => {
  expect(german?.map(([key]) => key).sort()).toEqual(english?.map(([key]) => key).sort());
});

test("English and German have the same places to fill", () => {
  const placesOf = (text = "") => [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map(([, place]) => place))].sort();
  const germanWords = new Map(german);
  const differing = english?.filter(([key, text]) => `${placesOf(text)}` !== `${placesOf(germanWords.get(key))}`);
  expect(differing).toEqual([]);
});

test("every word is used", () => {
  // A key may be put together from a stem and a status: then the stem stands before a `${`.
  const stems = [...screens.matchAll(/`([\w.-]+)\$\{/g)].map(([, stem]) => stem ?? "");
  const unused = english
    ?.map(([key]) => key)
    .filter((key) => !screens.includes(`"${key}"`) && !stems.some((stem) => key.startsWith(stem)));
  expect(unused).toEqual([]);
});
