import * as z from "zod";
import type { ProblemSlug } from "./problem-catalogue.ts";
import type { Scope } from "./scopes.ts";

/** A route as plain data: the API mounts it, the client calls it, the OpenAPI document shows it. */
export interface Route {
  readonly method: "get" | "post" | "put" | "delete";
  /** Below `/api/v1`, with `{parameter}` places. */
  readonly path: string;
  readonly summary: string;
  readonly security?: SecurityRequirement[];
  readonly request?: {
    readonly params?: z.ZodObject;
    readonly query?: z.ZodObject;
    readonly headers?: z.ZodObject;
    readonly body?: {
      readonly content: Readonly<Record<string, { readonly schema: z.ZodType }>>;
      readonly required?: true;
    };
  };
  /** The answers that fulfil the request. */
  readonly responses: Readonly<Record<number, RouteResponse>>;
  /** Why this route may refuse, besides what any route answers (401, 403, 500). */
  readonly refuses?: readonly ProblemSlug[];
}

interface RouteResponse {
  readonly description: string;
  readonly content?: Readonly<Record<string, { readonly schema: z.ZodType }>>;
}

/** OpenAPI security requirement: a session, or an API key with this scope. */
type SecurityRequirement = { session: string[] } | { apiKey: string[] };

/** `security` of a route that needs this scope, whoever asks. */
export function needs(scope: Scope): { security: SecurityRequirement[] } {
  return { security: [{ session: [] }, { apiKey: [scope] }] };
}

/** `security` of a route that only a signed-in person uses. */
export const needsSession: { security: SecurityRequirement[] } = { security: [{ session: [] }] };

/** The scope that a route needs, or `undefined` when it is public or for sessions alone. */
export function scopeOf(route: Pick<Route, "security">): Scope | undefined {
  for (const requirement of route.security ?? []) {
    if ("apiKey" in requirement) return requirement.apiKey[0] as Scope | undefined; // put there by needs()
  }
  return undefined;
}

export function jsonContent<S extends z.ZodType>(schema: S): { "application/json": { schema: S } } {
  return { "application/json": { schema } };
}

export function jsonBody<S extends z.ZodType>(
  schema: S,
): { content: { "application/json": { schema: S } }; required: true } {
  return { content: jsonContent(schema), required: true };
}

/** RFC 3339, UTC. */
export const instant = z.iso.datetime({ error: "not-a-time" });

export const idParam = z.object({ id: z.string().min(1).describe("id, or name") });
