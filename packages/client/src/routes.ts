/** What a route takes, and what it gives when it succeeds. */
export interface RouteTypes {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly answer: unknown;
}

/** Every route by its address, such as `GET /token-configs/{id}`. The build fills it in from the contracts. */
export interface Routes {
  readonly [address: string]: RouteTypes;
}
