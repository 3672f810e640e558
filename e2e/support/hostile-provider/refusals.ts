import { type Behaviour, sendJson, sendText } from "./exchange.ts";

/** Errors that a provider says in words: of RFC 6749, and of overloaded servers and what stands before them. */
export const refusals = {
  invalid_request: refusing(400, "invalid_request"),
  invalid_client: refusing(400, "invalid_client"),
  /** RFC 6749 section 5.2 allows 401, and demands the header then. */
  "invalid_client with 401": ({ response }) =>
    sendJson(response, 401, errorBody("invalid_client"), { "www-authenticate": 'Basic realm="hostile"' }),
  invalid_grant: refusing(400, "invalid_grant"),
  unauthorized_client: refusing(400, "unauthorized_client"),
  unsupported_grant_type: refusing(400, "unsupported_grant_type"),
  invalid_scope: refusing(400, "invalid_scope"),
  /** Not of RFC 6749's token endpoint, but sent by many. */
  temporarily_unavailable: refusing(400, "temporarily_unavailable"),
  "unknown error code": refusing(400, "something_else"),

  "error with 200": refusing(200, "invalid_grant"),
  "error beside a token": ({ response, goodAnswer }) =>
    sendJson(response, 200, { ...goodAnswer(), ...errorBody("invalid_grant") }),

  "500 with HTML": page(500, "Internal Server Error"),
  "502 with HTML": page(502, "Bad Gateway"),
  "503 with HTML": page(503, "Service Unavailable"),
  "200 with HTML": page(200, "Sign in to the guest network"),
  "403 with HTML": page(403, "Blocked by the firewall"),

  "429": page(429, "Too Many Requests"),
  "429 with Retry-After": page(429, "Too Many Requests", { "retry-after": "7" }),
  "429 with a date in Retry-After": ({ response, recorded }) =>
    sendText(response, {
      status: 429,
      headers: { "retry-after": new Date(recorded.at + 60_000).toUTCString() },
    }),
  "503 with Retry-After": page(503, "Service Unavailable", { "retry-after": "7" }),
} satisfies Record<string, Behaviour>;

function refusing(status: number, code: string): Behaviour {
  return ({ response }) => sendJson(response, status, errorBody(code));
}

function errorBody(error: string): object {
  return { error, error_description: `The hostile provider says ${error}.` };
}

function page(status: number, title: string, headers: object = {}): Behaviour {
  return ({ response }) =>
    sendText(response, {
      status,
      headers: { "content-type": "text/html", ...headers },
      body: `<!doctype html><title>${title}</title><h1>${title}</h1>`,
    });
}
