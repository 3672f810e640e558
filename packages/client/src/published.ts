import type { Routes } from "./routes.ts";
import { type Answer, type ClientOptions, createTransport, type RequestInput, type Transport } from "./transport.ts";

export { type RememberedTokens, rememberTokens } from "./remembered-tokens.ts";
export type * from "./routes.ts";
export {
  type Address,
  type Answer,
  ApiProblem,
  type ClientOptions,
  type Problem,
  type RequestInput,
  type Transport,
  Unreachable,
} from "./transport.ts";

type Taken<R, Part extends "params" | "query" | "body"> = R extends { readonly [part in Part]: infer T }
  ? { readonly [part in Part]: T }
  : R extends { readonly [part in Part]?: infer T }
    ? { readonly [part in Part]?: T }
    : unknown;

/** What a route takes. */
export type InputOf<A extends keyof Routes> = Taken<Routes[A], "params"> &
  Taken<Routes[A], "query"> &
  Taken<Routes[A], "body"> &
  Pick<RequestInput, "headers" | "signal">;

/** What a route gives when it succeeds. */
export type AnswerOf<A extends keyof Routes> = Routes[A]["answer"];

export interface Client extends Transport {
  /**
   * Calls a route by its address, such as `GET /token-configs/{id}`.
   * @throws ApiProblem, Unreachable
   */
  call<A extends keyof Routes>(address: A, input: InputOf<A>): Promise<Answer<AnswerOf<A>>>;
}

/** The API of one Grantry. Answers are those of a server of this package's version, and are not checked again. */
export function createClient(options: ClientOptions): Client {
  const transport = createTransport(options);
  return {
    ...transport,
    async call(address, input) {
      const [method = "", path = ""] = String(address).split(" ");
      return transport.request({ method, path }, input as RequestInput); // the shape that every route has
    },
  };
}
