import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { ProviderState } from "./state.ts";

interface Fault {
  readonly status: number;
  readonly body: string;
  readonly contentType: string;
  times: number;
}

/** Counts what reaches the token endpoint, and makes it fail or wait, for tests against a real provider. */
export class TestControls {
  readonly #state: ProviderState;
  #tokenRequests = 0;
  #delayMs = 0;
  #fault: Fault | undefined;

  constructor(state: ProviderState) {
    this.#state = state;
  }

  /** Whether this request was answered here. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/token" && request.method === "POST") return this.#onTokenRequest(response);
    if (!pathname.startsWith("/test/")) return false;
    const given =
      request.method === "POST"
        ? ((await readJson(request)) as Partial<Fault & { ms: number; client_id: string }>)
        : {};
    if (pathname === "/test/fail") {
      this.#fault = {
        status: given.status ?? 503,
        body: given.body ?? "",
        contentType: given.contentType ?? "application/json",
        times: given.times ?? 1,
      };
    } else if (pathname === "/test/delay") this.#delayMs = given.ms ?? 0;
    // Metadata of a client as RFC 7591 §2 names it: the provider finds it beside the one it is configured with.
    else if (pathname === "/test/clients") this.#state.set(`Client:${given.client_id}`, { ...given }, undefined);
    else if (pathname === "/test/revoke-grants") this.#state.revokeAll();
    else if (pathname === "/test/reset") {
      this.#fault = undefined;
      this.#delayMs = 0;
      this.#tokenRequests = 0;
    }
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ tokenRequests: this.#tokenRequests }));
    return true;
  }

  async #onTokenRequest(response: ServerResponse): Promise<boolean> {
    this.#tokenRequests += 1;
    if (this.#delayMs > 0) await wait(this.#delayMs);
    if (!this.#fault || this.#fault.times <= 0) return false;
    this.#fault.times -= 1;
    response.writeHead(this.#fault.status, { "content-type": this.#fault.contentType });
    response.end(this.#fault.body);
    return true;
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text === "" ? {} : JSON.parse(text);
}
