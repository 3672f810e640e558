import { newId } from "@grantry/core";
import { acceptedLanguage, calendarSecretPrefix, type Language, ProblemError, sayProblem } from "@grantry/schema";
import type { Context as HonoContext } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ApiEnvironment } from "./host.ts";

/** What the API answers is for the one who asked, and is what it says it is. */
export const headersOfEveryAnswer = {
  "cache-control": "no-store, no-transform",
  "x-content-type-options": "nosniff",
} as const;

/** Whatever was thrown, as problem+json (RFC 9457). The only mapping; what nobody expected is logged here, once. */
export function problemResponse(thrown: unknown, c: HonoContext<ApiEnvironment>): Response {
  const refusal = refusalOf(thrown, c);
  const language: Language = c.var.context?.language ?? acceptedLanguage(c.req.header("accept-language")) ?? "en";
  const body = sayProblem(refusal, language);
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: {
      "content-type": "application/problem+json",
      "content-language": language,
      ...headersOfEveryAnswer,
      ...(refusal.retryAfterSeconds !== undefined && { "retry-after": String(refusal.retryAfterSeconds) }),
      ...(body.status === 405 && { allow: String(refusal.parameters["allowed"]) }),
      ...(body.status === 401 && { "www-authenticate": 'Bearer realm="grantry"' }),
    },
  });
}

function refusalOf(thrown: unknown, c: HonoContext<ApiEnvironment>): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  if (thrown instanceof HTTPException && thrown.status < 500) {
    return new ProblemError("unreadable-request", {
      parameters: { reason: thrown.message || "The body is not JSON." },
    });
  }
  const platform = c.var.context?.platform;
  const reference = platform ? newId(platform) : "–";
  platform?.log("error", "request.failed", {
    reference,
    method: c.req.method,
    path: withoutFeedSecret(c.req.path),
    error: describe(thrown),
  });
  return new ProblemError("internal-error", { parameters: { reference }, cause: thrown });
}

/** The address of a calendar is all that it takes to read it. */
function withoutFeedSecret(path: string): string {
  return path.replace(new RegExp(`${calendarSecretPrefix}[\\w-]+`, "g"), `${calendarSecretPrefix}…`);
}

function describe(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const cause = thrown.cause instanceof Error ? ` ← ${describe(thrown.cause)}` : "";
  return `${thrown.stack ?? thrown.message}${cause}`;
}
