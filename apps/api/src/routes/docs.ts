import { html } from "hono/html";
import type { ApiApp } from "../mount.ts";
import { version } from "../version.ts";

/** What `default-src` does not speak of is said beside it (CSP 3 §6.2, §6.3, §6.4). */
const csp =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

interface Described {
  readonly summary?: string;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
}

/** The OpenAPI document, and the same to read. */
export function mountDocs(app: ApiApp): void {
  app.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "grantry.session_token",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "apiKey", { type: "http", scheme: "bearer" });
  const info = {
    title: "Grantry",
    version,
    description: "Administers OAuth2 grants and gives out working access tokens.",
  };
  const document = () => app.getOpenAPI31Document({ openapi: "3.1.0", info, servers: [{ url: "/api/v1" }] });
  app.get("/openapi.json", (c) => c.json(document()));
  app.get("/docs", (c) => {
    const operations = Object.entries(document().paths ?? {}).flatMap(([path, methods]) =>
      Object.entries(methods as Readonly<Record<string, Described>>).map(([method, operation]) => ({
        path,
        method,
        operation,
      })),
    );
    c.header("content-security-policy", csp);
    return c.html(html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Grantry API</title>
<style>body{font:15px/1.5 system-ui;max-width:56rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}td{padding:.3rem .8rem .3rem 0;vertical-align:top}code{font-size:.95em}</style></head>
<body><h1>Grantry API</h1><p>Base <code>/api/v1</code>. The full document: <a href="openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<table><thead><tr><th align="left">Request</th><th align="left">What it does</th><th align="left">Needs</th></tr></thead><tbody>
${operations.map(({ path, method, operation }) => html`<tr><td><code>${method.toUpperCase()} ${path}</code></td><td>${operation.summary ?? ""}</td><td>${needsOf(operation)}</td></tr>`)}
</tbody></table></body></html>`);
  });
}

function needsOf({ security }: Described): string {
  if (!security) return "nothing";
  const scopes = security.flatMap((requirement) => requirement["apiKey"] ?? []);
  return scopes.length > 0 ? scopes.join(", ") : "a session";
}
