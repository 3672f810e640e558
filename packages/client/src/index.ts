export { ApiProblem, type Answer, type Client, type ClientOptions, createClient, type RouteInput, type RouteOutput, Unreachable } from "./client.ts";
