import { answersAuthorization, type Context, callbackPath } from "@grantry/core";

/** What answers a request: every host has the same three behind one address. */
export type Part = "api" | "callback" | "screens";

/**
 * Which part a path belongs to. The redirect's path is in the settings and moves with them, but an authorization under way
 * ends at the path that it was started with. While the database cannot be asked, what carries a `state` is a redirect.
 */
export async function partFor(ctx: Context, url: URL): Promise<Part> {
  const { pathname, searchParams } = url;
  if (pathname.startsWith("/api/") || ["/healthz", "/readyz", "/metrics"].includes(pathname)) return "api";
  try {
    const redirect = await callbackPath(ctx);
    if (pathname === redirect || pathname === `${redirect}.pl`) return "callback";
    return (await answersAuthorization(ctx, searchParams)) ? "callback" : "screens";
  } catch (error) {
    ctx.platform.log("error", "database.unreadable", { error: String(error) });
    return searchParams.has("state") ? "callback" : "screens";
  }
}
