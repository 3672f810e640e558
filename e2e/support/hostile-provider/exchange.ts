import type { IncomingMessage, ServerResponse } from "node:http";

/** A request to the hostile provider, as it came. */
export interface RecordedRequest {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  /** The body as a form; empty for a GET. */
  readonly form: Readonly<Record<string, string>>;
}

/** What a behaviour has to work with. */
export interface Exchange {
  readonly recorded: RecordedRequest;
  readonly response: ServerResponse;
  /** The provider's own token endpoint. */
  readonly tokenUrl: string;
  /** How long slow behaviours take. */
  readonly ms: number;
  /** The plain good answer to this request, with new tokens. */
  readonly goodAnswer: () => Readonly<Record<string, unknown>>;
  /** Ends when the test calls `release()`, the client leaves, or the provider closes. */
  readonly released: () => Promise<void>;
}

export type Behaviour = (exchange: Exchange) => void | Promise<void>;

export function sendJson(response: ServerResponse, status: number, body: unknown, headers: object = {}): void {
  sendText(response, {
    status,
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });
}

export function sendText(
  response: ServerResponse,
  answer: { readonly status: number; readonly headers?: object; readonly body?: string | Uint8Array },
): void {
  response.writeHead(answer.status, { "cache-control": "no-store", ...answer.headers });
  response.end(answer.body);
}
