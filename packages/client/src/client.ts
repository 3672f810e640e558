import type { Problem, Route } from "@grantry/schema";
import type * as z from "zod";

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

type SchemaOf<R extends Route, K extends "params" | "query"> = R extends {
  request: { [key in K]: infer S extends z.ZodType };
}
  ? { readonly [key in K]: z.input<S> }
  : unknown;
type BodyOf<R extends Route> = R extends { request: { body: { content: infer C } } }
  ? { readonly body: JsonBodyOf<C> | FileBodyOf<C> }
  : unknown;
type JsonBodyOf<C> = C extends { "application/json": { schema: infer S extends z.ZodType } } ? z.input<S> : never;
/** A file goes as it is. */
type FileBodyOf<C> = C extends { "application/yaml": object } | { "text/plain": object } ? string | Blob : never;

/** What a route takes, as its contract says. */
export type RouteInput<R extends Route> = SchemaOf<R, "params"> &
  SchemaOf<R, "query"> &
  BodyOf<R> & { readonly headers?: Readonly<Record<string, string>>; readonly signal?: AbortSignal };

type ContentOf<A> = A extends { content: { readonly [type: string]: { schema: infer S extends z.ZodType } } }
  ? z.output<S>
  : never;

/** What a route gives when it succeeds. */
export type RouteOutput<R extends Route> = {
  [S in keyof R["responses"]]: S extends 200 | 201 ? ContentOf<R["responses"][S]> : never;
}[keyof R["responses"]];

export interface Answer<T> {
  readonly status: number;
  /** `undefined` where the answer has no body (204, 304). */
  readonly data: T;
  readonly etag: string | null;
  readonly headers: Headers;
}

/** Where a route is, without its schemas: what the first screens load to call it. Bodies go as JSON. */
export interface RouteAt<R extends Route> {
  readonly method: R["method"];
  readonly path: R["path"];
  /** For the compiler alone. */
  readonly contract?: R;
}

/** The address of a route whose contract is imported as a type: another method or path than its own does not compile. */
export function routeAt<R extends Route>(method: R["method"], path: R["path"]): RouteAt<R> {
  return { method, path };
}

export interface Client {
  /** @throws ApiProblem, Unreachable */
  call<const R extends Route>(route: R | RouteAt<R>, input: RouteInput<R>): Promise<Answer<RouteOutput<R>>>;
}

/** The API as one typed function. Answers come from the server of the same version and are not checked again. */
export function createClient(options: ClientOptions): Client {
  return {
    async call<const R extends Route>(route: R | RouteAt<R>, input: RouteInput<R>): Promise<Answer<RouteOutput<R>>> {
      const { params = {}, query = {}, body, headers = {}, signal } = input as LooseInput; // the shape that every contract has
      const [bodyType = "application/json"] = "request" in route ? Object.keys(route.request?.body?.content ?? {}) : [];
      const response = await send(`${options.origin}/api/v1${pathOf(route.path, params)}${queryOf(query)}`, {
        method: route.method.toUpperCase(),
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
      const data = (hasBody ? await read(response) : undefined) as RouteOutput<R>; // as the contract promises
      return { status, data, etag: response.headers.get("etag"), headers: response.headers };
    },
  };
}

interface LooseInput {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
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
