import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { productSources, readJson } from "./source-files.ts";

type Words = Readonly<Record<string, string>>;

const screens = productSources().filter(({ path }) => path.startsWith("apps/admin/src/"));
const features = readdirSync(fileURLToPath(new URL("../../apps/admin/src/features/", import.meta.url)));

/** Folders of words: those that every page loads, and those of each feature. */
const folders = ["apps/admin/src/", ...features.map((feature) => `apps/admin/src/features/${feature}/`)].filter(
  (folder) => existsSync(fileURLToPath(new URL(`../../${folder}locales`, import.meta.url))),
);

// That every word used is there is the type checker's work: keys are typed by the English files.

describe.each(folders)("words of %s", (folder) => {
  const [english, german] = ["en", "de"].map((language) => readJson(`${folder}locales/${language}.json`) as Words);

  test("English and German say the same things", () => {
    expect(keysOf(german)).toEqual(keysOf(english));
  });

  test("English and German have the same places to fill", () => {
    const differing = keysOf(english).filter((key) => placesOf(english?.[key]) !== placesOf(german?.[key]));
    expect(differing).toEqual([]);
  });

  test("every word is used there", () => {
    const texts = screens.filter(({ path }) => path.startsWith(folder)).map(({ text }) => text);
    // A key may be put together from a stem and a status: then the stem stands before a `${`.
    const stems = texts.flatMap((text) => [...text.matchAll(/`([\w.-]+)\$\{/g)].map(([, stem]) => stem ?? ""));
    const unused = keysOf(english).filter(
      (key) => !texts.some((text) => text.includes(`"${key}"`)) && !stems.some((stem) => key.startsWith(stem)),
    );
    expect(unused).toEqual([]);
  });
});

test("no word is said in two places", () => {
  const all = folders.flatMap((folder) => keysOf(readJson(`${folder}locales/en.json`) as Words));
  expect(all.filter((key, at) => all.indexOf(key) !== at)).toEqual([]);
});

function keysOf(words: Words | undefined): string[] {
  return Object.keys(words ?? {}).sort();
}

function placesOf(text = ""): string {
  return [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map(([, place]) => place))].sort().join();
}
