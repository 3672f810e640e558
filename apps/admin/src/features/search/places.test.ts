import { expect, test } from "vitest";
import { places } from "./places.ts";

test("the search leads to every screen of who is signed in that needs no choice before", () => {
  const routes = import.meta.glob<string>("../../routes/*", { query: "?raw", import: "default", eager: true });
  const paths = [
    ...Object.values(routes)
      .join()
      .matchAll(/\bpath: "([^"]+)"/g),
  ].map(([, path]) => path ?? "");
  const reachable = new Set(paths.filter((path) => !/\$|^\/sign-in$|^\/first-administrator$/.test(path)));
  expect(reachable.size).toBeGreaterThan(10);
  expect(new Set(places.map(({ href }) => href))).toEqual(reachable);
});
