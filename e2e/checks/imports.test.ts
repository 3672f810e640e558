import { describe, expect, test } from "vitest";
import {
  arrows,
  backDoors,
  featureTangles,
  forbiddenArrows,
  importsOf,
  misplacedLibraries,
  testCodeInProduct,
  undeclaredArrows,
} from "./imports.ts";
import { manifests, productSources, type SourceFile } from "./source-files.ts";

const sources = productSources();
const declared = manifests();
const file = (path: string, text: string): SourceFile => ({ path, text });

test("finds every way in which a file takes something from another", () => {
  const text = `import { a } from "one";\nimport type {\n  b,\n} from "two";\nexport { c } from "three";\nimport "four";\nconst d = await import("five");\n`;
  expect(importsOf(file("x.ts", text)).map(({ target, line }) => `${target}:${line}`)).toEqual([
    "one:1",
    "two:2",
    "three:5",
    "four:6",
    "five:7",
  ]);
});

test("the table names every part of the product", () => {
  expect([...declared.keys()].sort()).toEqual(Object.keys(arrows).sort());
  expect(sources.length).toBeGreaterThan(150);
});

describe("the product", () => {
  test.each([
    ["imports only along the arrows", () => forbiddenArrows(sources)],
    ["declares the arrows that the table has", () => undeclaredArrows(declared)],
    ["enters packages by their entries", () => backDoors(sources, declared)],
    ["keeps libraries where they belong", () => misplacedLibraries(sources)],
    ["keeps features of the screens apart", () => featureTangles(sources)],
    ["does not ship what tests use", () => testCodeInProduct(sources)],
  ])("%s", (_title, violations) => {
    expect(violations()).toEqual([]);
  });
});

describe("refuses", () => {
  test.each([
    [
      "the API in the screens, types included",
      forbiddenArrows,
      "apps/admin/src/x.ts",
      `import type { A } from "@grantry/api";`,
    ],
    ["the database in a handler", forbiddenArrows, "apps/api/src/x.ts", `import { a } from "@grantry/db";`],
    ["Node in a package", misplacedLibraries, "packages/core/src/x.ts", `import { a } from "node:fs";`],
    ["Drizzle outside db", misplacedLibraries, "packages/core/src/x.ts", `import { eq } from "drizzle-orm";`],
    ["HTTP in a use case", misplacedLibraries, "packages/core/src/x.ts", `import { Hono } from "hono";`],
    ["better-auth in the callback", misplacedLibraries, "apps/callback/src/x.ts", `await import("better-auth");`],
    ["a feature in a feature", featureTangles, "apps/admin/src/features/a/x.ts", `import { b } from "../b/y.ts";`],
    [
      "a feature in the shared parts",
      featureTangles,
      "apps/admin/src/ui/x.ts",
      `import { b } from "../features/b/y.ts";`,
    ],
    ["test support in the product", testCodeInProduct, "packages/core/src/x.ts", `import { a } from "./testing/a.ts";`],
  ] as const)("%s", (_title, rule, path, text) => {
    expect(rule([file(path, text)])).toHaveLength(1);
  });

  test.each([`import { a } from "@grantry/core/src/settings.ts";`, `import { a } from "../../core/src/settings.ts";`])(
    "a back door: %s",
    (text) => {
      expect(backDoors([file("packages/oauth/src/x.ts", text)], declared)).toHaveLength(1);
    },
  );

  test("a dependency that the table does not have", () => {
    const dependencies = { "@grantry/schema": "*", "@grantry/db": "*" };
    const manifest = { name: "@grantry/oauth", private: true, dependencies };
    expect(undeclaredArrows(new Map([["packages/oauth", manifest]]))).toHaveLength(1);
  });

  test("what is published with a dependency that is not", () => {
    const manifest = { name: "@grantry/client", dependencies: { "@grantry/schema": "*" } };
    expect(undeclaredArrows(new Map([["packages/client", manifest]]))).toHaveLength(1);
  });
});
