import type { Route } from "@grantry/schema";
import type * as z from "zod";
import { type Answer, type ClientOptions, createTransport, type RequestInput, type Transport } from "./transport.ts";

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

export interface Client extends Transport {
  /** @throws ApiProblem, Unreachable */
  call<const R extends Route>(route: R | RouteAt<R>, input: RouteInput<R>): Promise<Answer<RouteOutput<R>>>;
}

/** The API as one typed function. Answers come from the server of the same version and are not checked again. */
export function createClient(options: ClientOptions): Client {
  const transport = createTransport(options);
  return {
    ...transport,
    async call<const R extends Route>(route: R | RouteAt<R>, input: RouteInput<R>): Promise<Answer<RouteOutput<R>>> {
      const [bodyType] = "request" in route ? Object.keys(route.request?.body?.content ?? {}) : [];
      const address = { method: route.method, path: route.path, bodyType };
      const answer = await transport.request(address, input as RequestInput); // the shape that every contract has
      return answer as Answer<RouteOutput<R>>; // as the contract promises
    },
  };
}
