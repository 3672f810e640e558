export {
  type Answer,
  ApiProblem,
  type Client,
  type ClientOptions,
  createClient,
  type RouteAt,
  type RouteInput,
  type RouteOutput,
  routeAt,
  Unreachable,
} from "./client.ts";
export { type RememberedTokens, rememberTokens } from "./remembered-tokens.ts";
