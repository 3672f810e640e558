import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

// Looks at what `npm run build` made, which every task that tests does first.
const dist = fileURLToPath(new URL("../../apps/admin/dist/", import.meta.url));
const read = (path: string) => readFileSync(`${dist}${path}`, "utf8");

/** A script and what it imports before it runs, with those before them. */
function withImports(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const [, file] of read(path).matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) {
    if (file) withImports(`assets/${file}`, found);
  }
  return found;
}

/** What a browser loads to sign in and see the overview: the page's own scripts, and the page for signing in. */
function firstScripts(): string[] {
  const own = [...read("index.html").matchAll(/<script[^>]* src="\/([^"]+)"/g)].map(([, path]) => path ?? "");
  const signIn = readdirSync(`${dist}assets`).filter((file) => file.startsWith("sign-in-page-"));
  const all = [...own, ...signIn.map((file) => `assets/${file}`)].flatMap((path) => [...withImports(path)]);
  return [...new Set(all)];
}

test("the first screens load at most 160 kB of scripts, gz, and neither schemas nor a form library", () => {
  const scripts = firstScripts().map(read);
  expect(scripts.length).toBeGreaterThan(2);
  const gzBytes = scripts.reduce((sum, script) => sum + gzipSync(script, { level: 9 }).length, 0);
  expect(gzBytes).toBeGreaterThan(100_000);
  expect(gzBytes).toBeLessThan(160_000);
  // Words that only zod and react-hook-form hold. Call routes by `routeAt`, keep lists in modules without schemas.
  for (const script of scripts) expect(script).not.toMatch(/ZodError|_zod\b|shouldUnregister/);
});
