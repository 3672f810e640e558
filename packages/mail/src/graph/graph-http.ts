import type { Secret } from "@grantry/schema";
import { MailFault, quoted } from "../mail-fault.ts";
import type { MailHttp } from "../network.ts";
import { networkFault } from "../network-fault.ts";

const MAX_LISTING_BYTES = 1024 * 1024;
const MOST_TRIES = 4;
/** A longer pause is left to the next run. */
const LONGEST_PAUSE_MS = 20_000;
const DEFAULT_PAUSE_MS = 2_000;

/** Where a mailbox is, and as whom it is asked for. */
export interface GraphTarget {
  readonly host: string;
  readonly port: number;
  readonly login: string;
  readonly accessToken: Secret<string>;
}

interface GraphAnswer {
  readonly status: number;
  readonly body: Uint8Array;
  readonly truncated: boolean;
}

/** Requests to Microsoft Graph about one mailbox; pauses where Graph asks for it, and understands its refusals. */
export class GraphHttp {
  readonly target: GraphTarget;
  readonly #http: MailHttp;
  readonly #wait: (ms: number) => Promise<void>;
  readonly #origin: string;
  /** `https://<host>/v1.0/users/<login>`; `me`, and what begins with `users/`, as it is. */
  readonly base: string;

  constructor(target: GraphTarget, given: { http: MailHttp; wait: (ms: number) => Promise<void> }) {
    this.target = target;
    this.#http = given.http;
    this.#wait = given.wait;
    this.#origin = originOf(target);
    const { login } = target;
    const user = login === "me" || login.startsWith("users/") ? login : `users/${encodeURIComponent(login)}`;
    this.base = `${this.#origin}/v1.0/${user}`;
  }

  /** A JSON object from a path below the mailbox, or from the whole URL that a page gave as the next one. */
  async read(pathOrUrl: string): Promise<Readonly<Record<string, unknown>>> {
    const { body } = await this.request("GET", this.#urlOf(pathOrUrl), MAX_LISTING_BYTES);
    try {
      const value: unknown = JSON.parse(new TextDecoder().decode(body));
      if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>; // an object, checked
    } catch {
      // told below
    }
    throw new MailFault({
      layer: "network",
      explanation: "not-understood",
      healsByItself: true,
      host: this.target.host,
      said: quoted(new TextDecoder().decode(body.subarray(0, 300))),
    });
  }

  /** Every entry of a collection, page after page. */
  async readAll(path: string): Promise<Readonly<Record<string, unknown>>[]> {
    const entries: Readonly<Record<string, unknown>>[] = [];
    let next: string | undefined = path;
    while (next !== undefined) {
      const page: Readonly<Record<string, unknown>> = await this.read(next);
      if (Array.isArray(page["value"])) entries.push(...page["value"]);
      next = typeof page["@odata.nextLink"] === "string" ? page["@odata.nextLink"] : undefined;
    }
    return entries;
  }

  async request(
    method: "GET" | "POST" | "DELETE",
    pathOrUrl: string,
    maxBodyBytes: number,
    body?: { readonly type: string; readonly text: string },
  ): Promise<GraphAnswer> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.#http({
        method,
        url: this.#urlOf(pathOrUrl),
        headers: {
          authorization: `Bearer ${this.target.accessToken.reveal()}`,
          // The same id for as long as the message is in the mailbox, wherever it is moved to.
          prefer: 'IdType="ImmutableId"',
          ...(body && { "content-type": body.type }),
        },
        ...(body && { body: body.text }),
        maxBodyBytes,
      });
      if (!answer.ok) throw networkFault(answer.reason, answer.host, answer.detail);
      if (answer.status < 300) return answer;
      const pauseMs = isBusy(answer.status) ? pauseOf(answer.headers.get("retry-after")) : undefined;
      if (pauseMs === undefined || tries === MOST_TRIES || pauseMs > LONGEST_PAUSE_MS) {
        throw this.#refused(answer.status, answer.body, pauseMs);
      }
      await this.#wait(pauseMs);
    }
  }

  /** The token goes to no other host, whatever an answer says where to go on. */
  #urlOf(pathOrUrl: string): string {
    if (pathOrUrl.startsWith("/")) return `${this.base}${pathOrUrl}`;
    if (URL.canParse(pathOrUrl) && new URL(pathOrUrl).origin === this.#origin) return pathOrUrl;
    throw new MailFault({
      layer: "network",
      explanation: "not-understood",
      healsByItself: false,
      host: this.target.host,
      said: quoted(`a next page elsewhere: ${pathOrUrl}`),
    });
  }

  #refused(status: number, body: Uint8Array, pauseMs: number | undefined): MailFault {
    const { login, host } = this.target;
    const error = errorOf(body);
    const facts = {
      host,
      said: quoted(`${status} ${error.code} ${error.message}`),
      parameters: { login },
      ...(pauseMs !== undefined && { retryAfterSeconds: Math.ceil(pauseMs / 1000) }),
    };
    if (isBusy(status))
      return new MailFault({ ...facts, layer: "mailbox", explanation: "throttled", healsByItself: true });
    if (status === 401)
      return new MailFault({ ...facts, layer: "login", explanation: "graph-token-refused", healsByItself: false });
    if (status === 403)
      return new MailFault({ ...facts, layer: "login", explanation: "graph-not-permitted", healsByItself: false });
    const isMailbox = /ErrorInvalidUser|MailboxNotEnabledForRESTAPI|Request_ResourceNotFound|ErrorItemNotFound/i.test(
      error.code,
    );
    if (status === 404 && isMailbox && !/ErrorItemNotFound/i.test(error.code)) {
      return new MailFault({ ...facts, layer: "mailbox", explanation: "graph-mailbox-missing", healsByItself: false });
    }
    return new MailFault({ ...facts, layer: "mailbox", explanation: "mailbox-refused", healsByItself: status >= 500 });
  }
}

function originOf({ host, port }: GraphTarget): string {
  // Plain http is for this machine alone, where the egress rules allow it.
  const scheme = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(host) && port !== 443 ? "http" : "https";
  return `${scheme}://${host}${port === 443 ? "" : `:${port}`}`;
}

/** Throttled, or out of order for a while. @see https://learn.microsoft.com/graph/throttling */
function isBusy(status: number): boolean {
  return status === 429 || status === 503 || status === 504;
}

function pauseOf(retryAfter: string | null): number {
  const seconds = Number(retryAfter ?? "");
  return retryAfter !== null && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : DEFAULT_PAUSE_MS;
}

function errorOf(body: Uint8Array): { code: string; message: string } {
  try {
    const { error } = JSON.parse(new TextDecoder().decode(body)) as { error?: { code?: unknown; message?: unknown } };
    return { code: String(error?.code ?? ""), message: String(error?.message ?? "") };
  } catch {
    return { code: "", message: "" };
  }
}
