export {
  type Answer,
  ApiProblem,
  type Client,
  type ClientOptions,
  createClient,
  type RouteInput,
  type RouteOutput,
  Unreachable,
} from "./client.ts";
