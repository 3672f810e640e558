import { expect, test } from "vitest";
import { productSources } from "./source-files.ts";

const sources = productSources();
const inCatalogue = (path: string) =>
  /^packages\/schema\/src\/(problem-catalogue\/[\w-]+|redirect-problems)\.ts$/.test(path);
const catalogue = sources.flatMap(({ path, text }) => (inCatalogue(path) ? [text] : [])).join("\n");
const slugs = [...catalogue.matchAll(/^ {2}"([a-z-]+)": \{$/gm)].map(([, slug]) => slug ?? "");

test("every problem of the catalogue can happen", () => {
  const others = sources.filter(({ path }) => !inCatalogue(path));
  expect(slugs.length).toBeGreaterThan(30);
  expect(slugs.filter((slug) => !others.some(({ text }) => text.includes(`"${slug}"`)))).toEqual([]);
});

test("no slug stands in two areas of the catalogue, where one would cover the other", () => {
  expect(slugs.filter((slug, index) => slugs.indexOf(slug) !== index)).toEqual([]);
});

test("every route of the contracts is served", () => {
  const routes = sources
    .filter(({ path }) => path.startsWith("packages/schema/src/"))
    .flatMap(({ text }) => [...text.matchAll(/^export const (\w+Route)\b/gm)].map(([, name]) => name ?? ""));
  const handlers = sources.filter(({ path }) => path.startsWith("apps/api/src/routes/"));
  expect(routes.length).toBeGreaterThan(15);
  expect(routes.filter((route) => !handlers.some(({ text }) => text.includes(route)))).toEqual([]);
});
