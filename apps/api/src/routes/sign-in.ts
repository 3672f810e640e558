import { currentSettings, originOf } from "@grantry/core";
import {
  createFirstAdministratorRoute,
  currentSessionRoute,
  type Language,
  ProblemError,
  signInRoute,
  signOutRoute,
} from "@grantry/schema";
import {
  createFirstAdministrator,
  type SignedIn,
  type SignInOrigin,
  sessionCookieNames,
  signIn,
  signOut,
} from "@grantry/sign-in";
import type { Context as HonoContext } from "hono";
import { deleteCookie } from "hono/cookie";
import type { ApiEnvironment, ApiHost } from "../host.ts";
import { type ApiApp, guarded } from "../mount.ts";
import { version } from "../version.ts";

export function mountSignIn(app: ApiApp, host: ApiHost): void {
  app.openapi(guarded(app, createFirstAdministratorRoute), async (c) => {
    const signedIn = await createFirstAdministrator(c.var.context, c.req.valid("json"), await cameFrom(c, host));
    setCookies(c, signedIn);
    return c.json(signedIn.user, 201);
  });
  app.openapi(guarded(app, signInRoute), async (c) => {
    const signedIn = await signIn(c.var.context, c.req.valid("json"), await cameFrom(c, host));
    setCookies(c, signedIn);
    return c.json(signedIn.user, 201);
  });
  app.openapi(guarded(app, signOutRoute), async (c) => {
    await signOut(c.var.context, c.var.sessionCookie ?? "");
    for (const name of sessionCookieNames) deleteCookie(c, name, { path: "/", secure: name.startsWith("__Secure-") });
    return c.body(null, 204);
  });
  app.openapi(guarded(app, currentSessionRoute), async (c) => {
    const { context } = c.var;
    const { actor } = context;
    if (actor.kind !== "user") throw new ProblemError("sign-in-needed");
    const values = await currentSettings(context);
    const deployment = {
      fqdn: values.FQDN ?? null,
      origin: await originOf(context),
      version,
      defaultLanguage: (values.DefaultLanguage ?? "en") satisfies Language,
      defaultTheme: values.DefaultTheme ?? ("auto" as const),
    };
    return c.json(
      {
        user: { id: actor.id, email: actor.label, name: actor.label.split("@")[0] ?? actor.label, role: actor.role },
        deployment,
      },
      200,
    );
  });
}

async function cameFrom(c: HonoContext<ApiEnvironment>, host: ApiHost): Promise<SignInOrigin> {
  const { HttpType } = await currentSettings(c.var.context);
  return { pages: `${HttpType}://${new URL(c.req.url).host}`, address: host.addressOf(c) };
}

function setCookies(c: HonoContext, { cookies }: SignedIn): void {
  for (const cookie of cookies) c.header("set-cookie", cookie, { append: true });
}
