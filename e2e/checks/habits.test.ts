import { expect, test } from "vitest";
import { badHabits, emptyNames, sideEffects } from "./habits.ts";
import { manifests, productSources } from "./source-files.ts";

test.each([
  ["reaches past the platform nowhere", () => badHabits(productSources())],
  ["has no name that says nothing", () => emptyNames(productSources())],
  ["lets bundlers drop what is unused", () => sideEffects(manifests())],
])("the product %s", (_title, violations) => {
  expect(violations()).toEqual([]);
});

test.each([
  "const now = Date.now();",
  "const now = new Date();",
  "Math.random();",
  'await fetch("https://example.com");',
  "const { fetch: send = globalThis.fetch } = {}; fetch(url);",
  "process.exit(1);",
  'Buffer.from("a");',
  'export * from "./a.ts";',
  "const a = b as any;",
])("refuses in a package: %s", (text) => {
  expect(badHabits([{ path: "packages/core/src/x.ts", text }])).toHaveLength(1);
});

test.each(["// Date.now() is not used here", "/* process.env */", 'response.fetch("x")', "new Date(0)"])(
  "takes no offence at: %s",
  (text) => {
    expect(badHabits([{ path: "packages/core/src/x.ts", text }])).toEqual([]);
  },
);

test.each(["packages/core/src/utils.ts", "apps/admin/src/lib/x.ts", "packages/db/src/token-helpers.ts"])(
  "refuses the name %s",
  (path) => {
    expect(emptyNames([{ path, text: "" }])).toHaveLength(1);
  },
);
