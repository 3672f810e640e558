import { ProblemError } from "@grantry/schema";
import type { Context as HonoContext } from "hono";
import type { ApiApp } from "./mount.ts";

/** Why no route took a request: its path is none of ours, or only its method (RFC 9110 §15.5.6). */
export function unknownAddress(app: ApiApp, { req }: HonoContext): ProblemError {
  const methods = app.routes.flatMap(({ path, method }) => (method !== "ALL" && fits(path, req.path) ? [method] : []));
  if (methods.length === 0) return new ProblemError("not-found", { parameters: { path: req.path } });
  const allowed = [...new Set(methods)].sort().join(", ");
  return new ProblemError("method-not-allowed", { parameters: { method: req.method, allowed } });
}

/** `pattern` as Hono writes it: `:name` stands for one segment. */
function fits(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  return wanted.length === given.length && wanted.every((part, at) => part.startsWith(":") || part === given[at]);
}
