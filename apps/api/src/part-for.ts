import { type Context, callbackPath } from "@grantry/core";

/** What answers a request: every host has the same three behind one address. */
export type Part = "api" | "callback" | "screens";

/**
 * Which part a path belongs to. The redirect's path is in the settings and moves with them; while the database cannot
 * be asked, what carries a `state` is a redirect.
 */
export async function partFor(ctx: Context, url: URL): Promise<Part> {
  const { pathname, searchParams } = url;
  if (pathname.startsWith("/api/") || ["/healthz", "/readyz", "/metrics"].includes(pathname)) return "api";
  try {
    const redirect = await callbackPath(ctx);
    return pathname === redirect || pathname === `${redirect}.pl` ? "callback" : "screens";
  } catch (error) {
    ctx.platform.log("error", "settings.unreadable", { error: String(error) });
    return searchParams.has("state") ? "callback" : "screens";
  }
}
