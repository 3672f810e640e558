import { readFileSync } from "node:fs";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import type { Hono } from "hono";

/** The screens: files as they are (packed where the build packed them), any other address is the SPA's own. */
export function mountStaticFiles(app: Hono, folder: string): void {
  const headers = Object.entries(readHeaders(join(folder, "_headers")));
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of headers) c.res.headers.set(name, value);
    const isHashed = c.req.path.startsWith("/assets/") && c.res.ok;
    c.res.headers.set("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
  });
  app.get("/_headers", (c) => c.notFound());
  app.get("*", serveStatic({ root: folder, precompressed: true }));
  app.get("*", (c, next) => {
    const isFile = c.req.path.split("/").at(-1)?.includes(".");
    return isFile ? next() : serveStatic({ root: folder, path: "index.html", precompressed: true })(c, next);
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
