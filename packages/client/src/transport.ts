/** RFC 9457 problem details, with what the reader can do, and for input where it is wrong. */
export interface Problem {
  /** A stable URN: `urn:grantry:problem:<slug>`. */
  type: string;
  title: string;
  status: number;
  detail: string;
  /** What the reader can do. */
  action: string;
  errors?: { pointer: string; message: string }[] | undefined;
  /** When it happened. */
  at?: string | undefined;
  healsByItself?: boolean | undefined;
  /** `error` as the provider sent it. */
  providerError?: string | undefined;
  providerCode?: string | undefined;
  /** The provider's own words. */
  providerDescription?: string | undefined;
  traceId?: string | undefined;
}

/** The server refused: what it said, in the reader's words. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** No answer that could be understood: the network, or something in between that is not Grantry. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

export interface ClientOptions {
  /** Scheme, host and port; empty in a browser on the same origin. */
  readonly origin: string;
  readonly apiKey?: string;
  /** Language of problems and labels. */
  readonly language?: () => string;
}

export interface Answer<T> {
  readonly status: number;
  /** `undefined` where the answer has no body (204, 304). */
  readonly data: T;
  readonly etag: string | null;
  readonly headers: Headers;
}

/** Where a request goes: below `/api/v1`, with `{parameter}` places. */
export interface Address {
  readonly method: string;
  readonly path: string;
  /** Of the body; else JSON. */
  readonly bodyType?: string | undefined;
}

export interface RequestInput {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  /** A text or a file goes as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Requests whose answers nobody has looked at yet. */
export interface Transport {
  /** @throws ApiProblem, Unreachable */
  request(address: Address, input: RequestInput): Promise<Answer<unknown>>;
}

export function createTransport(options: ClientOptions): Transport {
  return {
    async request({ method, path, bodyType = "application/json" }, { params = {}, query = {}, body, headers, signal }) {
      const response = await send(`${options.origin}/api/v1${pathOf(path, params)}${queryOf(query)}`, {
        method: method.toUpperCase(),
        headers: {
          accept: "application/json",
          ...(options.language && { "accept-language": options.language() }),
          ...(options.apiKey && { authorization: `Bearer ${options.apiKey}` }),
          ...(body !== undefined && { "content-type": bodyType }),
          ...headers,
        },
        ...(body !== undefined && { body: isFile(body) ? body : JSON.stringify(body) }),
        ...(signal && { signal }),
        credentials: "same-origin",
      });
      const { status } = response;
      const hasBody = status !== 204 && status !== 304;
      const data = hasBody ? await read(response) : undefined;
      return { status, data, etag: response.headers.get("etag"), headers: response.headers };
    },
  };
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    throw new Unreachable("no answer", { cause });
  }
}

function isFile(body: unknown): body is string | Blob {
  return typeof body === "string" || body instanceof Blob;
}

async function read(response: Response): Promise<unknown> {
  const isText = response.ok && response.headers.get("content-type")?.startsWith("application/yaml");
  return isText ? response.text() : readJson(response);
}

async function readJson(response: Response): Promise<unknown> {
  let read: unknown;
  try {
    read = await response.json();
  } catch (cause) {
    throw new Unreachable(`status ${response.status} with something that is not JSON`, { cause });
  }
  if (response.ok) return read;
  if (isProblem(read)) throw new ApiProblem(read);
  throw new Unreachable(`status ${response.status} with something that is no problem document`);
}

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    String(value.type).startsWith("urn:grantry:problem:")
  );
}

function pathOf(path: string, params: Readonly<Record<string, unknown>>): string {
  return path.replace(/\{(\w+)\}/g, (_place, name: string) => encodeURIComponent(String(params[name])));
}

function queryOf(query: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return entries.length === 0 ? "" : `?${new URLSearchParams(entries)}`;
}
