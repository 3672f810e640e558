import { ProblemError } from "@grantry/schema";
import type { Context as HonoContext } from "hono";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses a change that another site's page may have caused. Compared is with the request's own host, so that a wrong
 * FQDN locks nobody out. Browsers send at least one of the two headers with every unsafe request; what sends neither
 * is a program, which uses an API key.
 * @see Fetch Metadata (Sec-Fetch-Site), RFC 6454 §7 (Origin)
 */
export function refuseCrossSite(c: HonoContext): void {
  if (safeMethods.has(c.req.method)) return;
  const site = c.req.header("sec-fetch-site");
  const origin = c.req.header("origin");
  const host = c.req.header("host");
  if (site !== undefined && site !== "same-origin") throw new ProblemError("cross-site-request");
  if (origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === host))
    throw new ProblemError("cross-site-request");
  if (site === undefined && origin === undefined) throw new ProblemError("cross-site-request");
}
