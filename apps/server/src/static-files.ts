import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import type { Hono } from "hono";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".json": "application/json",
  ".ico": "image/x-icon",
  ".map": "application/json",
};

/** The screens: files as they are, with hashed names for a year; any other address is the SPA's own. */
export function mountStaticFiles(app: Hono, folder: string): void {
  const headers = readHeaders(join(folder, "_headers"));
  app.get("*", async (c) => {
    const path = normalize(decodeURI(c.req.path));
    const isFile =
      extname(path) !== "" && path !== "/_headers" && !path.includes("..") && existsSync(join(folder, path));
    const file = isFile ? path : "/index.html";
    const cacheControl = file.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    const body = new Uint8Array(await readFile(join(folder, file)));
    return c.body(body, 200, {
      ...headers,
      "content-type": types[extname(file)] ?? "application/octet-stream",
      "cache-control": cacheControl,
    });
  });
}

/** The security headers of every page, from the file that the edge reads too (one block, for all paths). */
function readHeaders(path: string): Record<string, string> {
  const lines = readFileSync(path, "utf8").split("\n");
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, name, value] = /^\s+([\w-]+):\s*(.+)$/.exec(line) ?? [];
      return name && value ? [[name.toLowerCase(), value]] : [];
    }),
  );
}
