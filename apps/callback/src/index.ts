import { type Context, completeAuthorization } from "@grantry/core";
import {
  type Actor,
  acceptedLanguage,
  type Language,
  type RedirectProblemSlug,
  sayRedirectProblem,
} from "@grantry/schema";
import { Hono, type Context as HonoContext } from "hono";
import { getCookie } from "hono/cookie";
import { type OutcomePage, outcomePage } from "./outcome-page.ts";

/** The browser that comes back: it may complete what its cookie proves that it started, nothing else. */
const returningBrowser: Actor = { kind: "api-key", id: "redirect", scopes: [], tokenConfigs: [], label: "redirect" };

/** What a host gives the callback for one request. */
export interface CallbackHost {
  readonly contextOf: (c: HonoContext) => Pick<Context, "db" | "platform">;
}

/**
 * The OAuth2 redirect: reads query and cookie, completes the authorization, shows what happened. The host decides under
 * which path it stands.
 */
export function createCallback(host: CallbackHost): Hono {
  const app = new Hono();
  app.get("*", async (c) => {
    const language = acceptedLanguage(c.req.header("accept-language")) ?? "en";
    const context = { ...host.contextOf(c), actor: returningBrowser, language };
    const report = await completeAuthorization(context, {
      query: new URL(c.req.url).searchParams,
      cookie: (name) => getCookie(c, name),
    });
    return show(report);
  });
  app.all("*", (c) => show(problemPage("post-redirect", languageOf(c)), { allow: "GET" }));
  app.onError((error, c) => {
    const { platform } = host.contextOf(c);
    platform.log("error", "callback.failed", { error: error.stack ?? error.message });
    return show(problemPage("internal-error", languageOf(c), { reference: "callback.failed" }));
  });
  return app;
}

function languageOf(c: HonoContext): Language {
  return acceptedLanguage(c.req.header("accept-language")) ?? "en";
}

function problemPage(slug: RedirectProblemSlug, language: Language, parameters?: Record<string, string>): OutcomePage {
  const words = sayRedirectProblem(slug, language, parameters);
  return { ...words, language, succeeded: false, providerWords: null, tokenConfig: null };
}

function show(page: OutcomePage, headers: Record<string, string> = {}): Response {
  const nonce = crypto.randomUUID();
  const csp = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  return new Response(outcomePage(page, nonce), {
    status: page.status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": csp,
      "content-language": page.language,
      "cache-control": "no-store",
      // The address holds a code: it goes nowhere with the next request.
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      ...headers,
    },
  });
}
