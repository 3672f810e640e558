import type { IncomingMessage, ServerResponse } from "node:http";
import type Provider from "oidc-provider";
import { consentPage, page, signInPage } from "./screens.ts";

const MAX_FORM_BYTES = 4096;

/** The screens between the authorization request and the redirect: who are you, and may this client. */
export async function handleInteraction(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const [, , uid = "", action = ""] = pathname.split("/");
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  if (request.method === "GET") {
    const shown =
      prompt.name === "login"
        ? signInPage(`/interaction/${uid}/sign-in`, String(params["login_hint"] ?? "support@practice.example"))
        : consentPage({
            confirm: `/interaction/${uid}/allow`,
            deny: `/interaction/${uid}/deny`,
            client: "Grantry",
            account: session?.accountId ?? "",
            scopes: String(params["scope"] ?? "").split(" "),
          });
    return send(response, 200, shown);
  }
  switch (action) {
    case "sign-in": {
      const account = (await readForm(request)).get("account")?.trim().toLowerCase() ?? "";
      if (!/^[^\s@]+@[^\s@]+$/.test(account))
        return send(response, 422, page("An e-mail address is needed", "<p>Go back and enter one.</p>"));
      return provider.interactionFinished(
        request,
        response,
        { login: { accountId: account } },
        { mergeWithLastSubmission: false },
      );
    }
    case "allow": {
      const grant = new provider.Grant({ accountId: session?.accountId ?? "", clientId: String(params["client_id"]) });
      grant.addOIDCScope(String(params["scope"] ?? ""));
      const grantId = await grant.save();
      return provider.interactionFinished(
        request,
        response,
        { consent: { grantId } },
        { mergeWithLastSubmission: true },
      );
    }
    case "deny":
      return provider.interactionFinished(
        request,
        response,
        { error: "access_denied", error_description: "The person at the browser denied it." },
        { mergeWithLastSubmission: false },
      );
    default:
      return send(response, 404, page("Nothing here", "<p>Start again from Grantry.</p>"));
  }
}

export function send(response: ServerResponse, status: number, { html, csp }: { html: string; csp: string }): void {
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": csp,
    "cache-control": "no-store",
  });
  response.end(html);
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = "";
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > MAX_FORM_BYTES) break;
  }
  return new URLSearchParams(text);
}
