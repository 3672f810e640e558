import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Hono } from "hono";
import { beforeAll, describe, expect, test } from "vitest";
import { mountStaticFiles } from "./static-files.ts";

const app = new Hono();
beforeAll(() => {
  const outside = mkdtempSync(join(tmpdir(), "grantry-screens-"));
  writeFileSync(join(outside, "secret.txt"), "not for anyone");
  const folder = join(outside, "screens");
  mkdirSync(join(folder, "assets"), { recursive: true });
  writeFileSync(join(folder, "_headers"), "/*\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: same-origin\n");
  writeFileSync(join(folder, "index.html"), "<title>Grantry</title>");
  writeFileSync(join(folder, "assets/index-a1.js"), "run()");
  writeFileSync(join(folder, "assets/index-a1.js.gz"), gzipSync("run()"));
  mountStaticFiles(app, folder);
});

test("hashed files are kept for a year, pages are asked for again", async () => {
  const script = await app.request("/assets/index-a1.js");
  expect(script.headers.get("cache-control")).toContain("immutable");
  expect(script.headers.get("content-type")).toMatch(/javascript/);
  const page = await app.request("/token-configs/some-id/edit");
  expect(await page.text()).toContain("Grantry");
  expect(page.headers.get("cache-control")).toBe("no-cache");
});

test("what the build packed is sent packed to who takes it", async () => {
  const packed = await app.request("/assets/index-a1.js", { headers: { "accept-encoding": "gzip, deflate" } });
  expect(packed.headers.get("content-encoding")).toBe("gzip");
  expect(packed.headers.get("vary")).toBe("Accept-Encoding");
});

test("every answer has the security headers, a missing file too", async () => {
  for (const path of ["/", "/assets/index-a1.js", "/assets/gone.js"]) {
    const { headers } = await app.request(path);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("same-origin");
  }
});

test("a file of an older build is missing, not a page", async () => {
  expect((await app.request("/assets/index-b2.js")).status).toBe(404);
});

describe("nothing outside the folder can be had", () => {
  test.each([
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/assets/..%5c..%5csecret.txt",
    "//secret.txt",
    "/assets/%00secret.txt",
    "/%E0%A4%A.txt",
    "/_headers",
  ])("%s", async (path) => {
    const answer = await app.request(`http://localhost${path}`);
    expect(answer.status).toBeLessThan(500);
    expect(await answer.text()).not.toMatch(/not for anyone|nosniff/);
  });
});
