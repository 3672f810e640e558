import { ProblemError } from "@grantry/schema";
import { below } from "./request-of.ts";

/** How often a path may be encoded before it is no longer looked through. */
const MOST_DECODINGS = 4;

/**
 * The address below the endpoint for what stands behind `/proxy` of an address, as it stands there.
 * @throws ProblemError pass-through-path when it would lead out of the endpoint, in whatever writing
 */
export function forwardedUrl(endpoint: string, rest: string, search: string): URL {
  if (leadsOut(rest)) throw new ProblemError("pass-through-path");
  const url = below(endpoint, rest);
  const base = new URL(endpoint);
  const folder = base.pathname.replace(/\/$/, "");
  const stays = url.origin === base.origin && (url.pathname === folder || url.pathname.startsWith(`${folder}/`));
  if (!stays && rest !== "") throw new ProblemError("pass-through-path");
  const own = base.search.slice(1);
  const asked = search.replace(/^\?/, "");
  url.search = [own, asked].filter(Boolean).join("&");
  return url;
}

/** Servers decode before they resolve, some twice, and some take a backslash for a slash. */
function leadsOut(path: string): boolean {
  let read = path;
  for (let times = 0; times < MOST_DECODINGS; times += 1) {
    if (read.split(/[/\\;]/).some((segment) => segment === "." || segment === "..")) return true;
    const decoded = read.replace(/%(2e|2f|5c|25|3b)/gi, (code) =>
      String.fromCharCode(Number.parseInt(code.slice(1), 16)),
    );
    if (decoded === read) return false;
    read = decoded;
  }
  return true;
}

/**
 * Where a redirect of the service leads from here: below the endpoint it becomes our address, so that who follows it
 * stays behind us; anything else stays a full address elsewhere, to which no token goes.
 */
export function rewrittenLocation(
  location: string,
  places: { asked: URL; endpoint: string; proxyPath: string },
): string {
  if (!URL.canParse(location, places.asked.href)) return location;
  const target = new URL(location, places.asked.href);
  const base = new URL(places.endpoint);
  const folder = base.pathname.replace(/\/$/, "");
  const isBelow =
    target.origin === base.origin && (target.pathname === folder || target.pathname.startsWith(`${folder}/`));
  if (!isBelow) return target.href;
  return `${places.proxyPath}${target.pathname.slice(folder.length)}${target.search}${target.hash}`;
}
