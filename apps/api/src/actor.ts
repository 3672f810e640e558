import { actorOfApiKey, type Context } from "@grantry/core";
import { type Actor, mayDo, ProblemError, type Route, scopeOf, secret } from "@grantry/schema";
import { actorOfSession, sessionCookieNames } from "@grantry/sign-in";
import type { Context as HonoContext, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import type { ApiEnvironment } from "./host.ts";
import { refuseCrossSite } from "./same-origin.ts";

/** Nobody in particular: what a route without `security` sees. */
export const anonymous: Actor = { kind: "api-key", id: "anonymous", scopes: [], tokenConfigs: [], label: "anonymous" };

/** Lets a request through when whoever asks may do what the route needs. */
export function guard(route: Pick<Route, "security">): MiddlewareHandler<ApiEnvironment> {
  const scope = scopeOf(route);
  const isPublic = route.security === undefined;
  return async (c, next) => {
    const { context } = c.var;
    const key = bearerKey(c);
    if (key === undefined) refuseCrossSite(c);
    if (!isPublic) {
      const actor = key === undefined ? await signedIn(c, context) : await actorOfApiKey(context, secret(key));
      if (scope === undefined && actor.kind !== "user") throw new ProblemError("sign-in-needed");
      if (scope !== undefined && !mayDo(actor, scope)) throw new ProblemError("not-allowed", { parameters: { scope } });
      c.set("context", { ...context, actor });
    }
    await next();
  };
}

/** The API key that a request brings, if any. */
export function bearerKey(c: HonoContext): string | undefined {
  const header = c.req.header("authorization");
  if (header === undefined) return undefined;
  const [, key] = /^Bearer +(\S+)$/i.exec(header) ?? [];
  if (key === undefined) throw new ProblemError("api-key-refused");
  return key;
}

async function signedIn(c: HonoContext<ApiEnvironment>, context: Context): Promise<Actor> {
  for (const name of sessionCookieNames) {
    const cookie = getCookie(c, name);
    const actor = await actorOfSession(context, cookie);
    if (!actor) continue;
    c.set("sessionCookie", cookie);
    return actor;
  }
  throw new ProblemError("sign-in-needed");
}
