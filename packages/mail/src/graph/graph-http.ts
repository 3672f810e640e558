import type { Secret } from "@grantry/schema";
import * as z from "zod";
import { protocolFault } from "../mail-fault.ts";
import type { MailHttp } from "../network.ts";
import { networkFault } from "../network-fault.ts";
import { withoutSecrets } from "../secret-forms.ts";
import { graphRefusal, isBusy } from "./graph-refusal.ts";

const MAX_LISTING_BYTES = 1024 * 1024;
/** Nobody's folder has so many; an answer that always names a next page has an end here. */
const MOST_PAGES = 10_000;
const MOST_TRIES = 4;
/** A longer pause is left to the next run. */
const LONGEST_PAUSE_MS = 20_000;
/** Where Graph does not say how long; doubled with each try. */
const FIRST_PAUSE_MS = 1_000;

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

  /** What a path below the mailbox, or the whole URL of a next page, answers, as it should be. */
  async read<T>(pathOrUrl: string, shape: z.ZodType<T>): Promise<T> {
    const { body } = await this.request("GET", pathOrUrl, MAX_LISTING_BYTES);
    const text = new TextDecoder().decode(body);
    const read = shape.safeParse(parsedJson(text));
    if (read.success) return read.data;
    throw protocolFault(this.target.host, withoutSecrets(text, [this.target.accessToken.reveal()]));
  }

  /** Every entry of a collection, page after page. */
  async readAll<T>(path: string, entry: z.ZodType<T>): Promise<T[]> {
    const shape = z.object({ value: z.array(entry), "@odata.nextLink": z.string().optional() });
    const entries: T[] = [];
    const seen = new Set<string>();
    for (let next: string | undefined = path; next !== undefined; ) {
      if (seen.has(next) || seen.size === MOST_PAGES)
        throw protocolFault(this.target.host, `pages without end: ${next}`);
      seen.add(next);
      const page: z.infer<typeof shape> = await this.read(next, shape);
      entries.push(...page.value);
      next = page["@odata.nextLink"];
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
      if (!answer.ok) throw networkFault(answer.reason, this.target.host, answer.detail);
      if (answer.status < 300) return answer;
      const askedMs = pauseAskedMs(answer.headers.get("retry-after"));
      const pauseMs = askedMs ?? FIRST_PAUSE_MS * 2 ** (tries - 1);
      // What is posted is done anew each time (RFC 9110 §9.2.2): only throttling says that it was not done.
      const mayRepeat = method === "POST" ? answer.status === 429 : isBusy(answer.status);
      if (!mayRepeat || tries === MOST_TRIES || pauseMs > LONGEST_PAUSE_MS) {
        throw graphRefusal(this.target, { ...answer, askedMs });
      }
      await this.#wait(pauseMs);
    }
  }

  /** The token goes to no other host, whatever an answer says where to go on. */
  #urlOf(pathOrUrl: string): string {
    if (pathOrUrl.startsWith("/")) return `${this.base}${pathOrUrl}`;
    if (URL.canParse(pathOrUrl) && new URL(pathOrUrl).origin === this.#origin) return pathOrUrl;
    throw protocolFault(this.target.host, `a next page elsewhere: ${pathOrUrl}`);
  }
}

function originOf({ host, port }: GraphTarget): string {
  // Plain http is for this machine alone, where the egress rules allow it.
  const scheme = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(host) && port !== 443 ? "http" : "https";
  return `${scheme}://${host}${port === 443 ? "" : `:${port}`}`;
}

/** Graph gives seconds. `undefined`: it does not say. */
function pauseAskedMs(retryAfter: string | null): number | undefined {
  const seconds = Number(retryAfter ?? "none");
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no shape takes that
  }
}
