import { toBase64 } from "@grantry/db";
import { fillHeader } from "./header-places.ts";
import type { CallableService } from "./service.ts";

/** What authenticates a call, and what of it must not be shown. */
export interface Credentials {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly query: readonly [name: string, value: string] | null;
  readonly secrets: readonly string[];
}

/**
 * What a web service adds to every call, later ones winning: its authentication, then its additional headers with their
 * places filled. A header that comes out empty is not sent.
 */
export function credentialsOf(
  service: CallableService,
  given: { token: string | null; settings: Readonly<Record<string, unknown>> },
): Credentials {
  const { row, details } = service;
  const known = service.secrets.reveal();
  const additional = details.headers.map(({ name }): [string, string] => [
    name,
    fillHeader(known.headers[name.toLowerCase()] ?? "", given),
  ]);
  const overridden = new Set(additional.map(([name]) => name.toLowerCase()));
  const basic = row.authentication === "basic" ? basicCredentials(details.username, known.password) : null;
  const own: [string, string][] = [];
  if (basic !== null) own.push(["Authorization", `Basic ${basic}`]);
  if (row.authentication === "api-key" && details.apiKey.in === "header") own.push([details.apiKey.name, known.apiKey]);
  const secretHeaders = details.headers.flatMap(({ name, secret }) =>
    secret ? [known.headers[name.toLowerCase()] ?? ""] : [],
  );
  return {
    headers: [...own.filter(([name]) => !overridden.has(name.toLowerCase())), ...additional].filter(
      ([, value]) => value !== "",
    ),
    query:
      row.authentication === "api-key" && details.apiKey.in === "query" ? [details.apiKey.name, known.apiKey] : null,
    secrets: [given.token, basic, known.password, known.apiKey, ...secretHeaders].filter((value) => value !== null),
  };
}

/** RFC 7617: UTF-8. */
function basicCredentials(username: string, password: string): string {
  return toBase64(new TextEncoder().encode(`${username}:${password}`));
}
