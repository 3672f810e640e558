// What the screens use: calls typed by the contracts. What is published is typed by addresses; see published.ts.
export { type Client, createClient, type RouteAt, type RouteInput, type RouteOutput, routeAt } from "./client.ts";
export { type RememberedTokens, rememberTokens } from "./remembered-tokens.ts";
export { type Answer, ApiProblem, type ClientOptions, Unreachable } from "./transport.ts";
