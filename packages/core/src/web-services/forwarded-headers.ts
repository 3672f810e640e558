import type { Headers } from "./call.ts";

/** What belongs to one connection alone (RFC 9110 §7.6.1), besides what `Connection` names. */
const hopByHop = /^(connection|keep-alive|proxy-.+|te|trailer|transfer-encoding|upgrade|http2-settings)$/i;
/** What the caller says to us, or what tells of the way to us: none of the service's business. */
const ours =
  /^(host|authorization|cookie|expect|origin|referer|via|forwarded|x-forwarded-.+|x-real-ip|true-client-ip|sec-.+|cf-.+|cdn-loop)$/i;
/** What would speak for our origin, not for the service's. */
const notForUs = /^(set-cookie|strict-transport-security|clear-site-data|alt-svc|service-worker-allowed|via)$/i;

/** How this program calls itself on the way (RFC 9110 §7.6.3). */
const PSEUDONYM = "grantry";
const MOST_PASSES = 3;

/** Headers of a request as they go on to the service. */
export function requestHeaders(headers: Headers): Headers {
  return [...endToEnd(headers).filter(([name]) => !ours.test(name)), ["Via", viaOf(headers)]];
}

/** Headers of an answer as they go back to the caller. A cache on the way must not give it to another key. */
export function answerHeaders(headers: Headers): Headers {
  const kept = endToEnd(headers).filter(([name]) => !notForUs.test(name) && name.toLowerCase() !== "vary");
  const vary = headers.flatMap(([name, value]) => (name.toLowerCase() === "vary" ? [value] : []));
  return [...kept, ["Vary", [...vary, "Authorization"].join(", ")], ["Via", viaOf(headers)]];
}

/** Whether a request has come through this program so often that it goes in a circle. */
export function goesInCircles(headers: Headers): boolean {
  return viaOf(headers).split(PSEUDONYM).length - 1 > MOST_PASSES;
}

function viaOf(headers: Headers): string {
  const before = headers.flatMap(([name, value]) => (name.toLowerCase() === "via" ? [value] : []));
  return [...before, `1.1 ${PSEUDONYM}`].join(", ");
}

function endToEnd(headers: Headers): Headers {
  const named = new Set(
    headers.flatMap(([name, value]) =>
      name.toLowerCase() === "connection" ? value.split(",").map((token) => token.trim().toLowerCase()) : [],
    ),
  );
  return headers.filter(([name]) => !hopByHop.test(name) && !named.has(name.toLowerCase()));
}
