import * as z from "zod";

/**
 * What a failure means for the life of the grant:
 * `transient` heals by itself; `reauth` needs a person to sign in again; `config` needs other settings here;
 * `provider-admin` needs a change at the provider; `user` is about the person in the browser; `bug` is ours.
 */
export const failureClasses = ["transient", "reauth", "config", "provider-admin", "user", "bug"] as const;
export const failureClass = z.enum(failureClasses);
export type FailureClass = z.infer<typeof failureClass>;

/**
 * A failure at or on the way to a provider, as facts. Stored so, and put into words when read (the reader's language).
 * Holds no secret: descriptions are cut and never contain what we sent.
 */
export const providerFailure = z.object({
  class: failureClass,
  /** Which explanation tells it in words. */
  explanation: z.string(),
  /** `error` of RFC 6749 §5.2, or what stood in its place. */
  error: z.string().optional(),
  /** The provider's own code, for example `AADSTS7000222`. */
  code: z.string().optional(),
  /** The provider's own words. */
  description: z.string().optional(),
  /** The provider's trace or correlation id, to quote to its support. */
  traceId: z.string().optional(),
  httpStatus: z.number().int().optional(),
  host: z.string().optional(),
  /** For a request that got no answer: the proxy's host that it went through; `null`: none. */
  proxy: z.string().nullable().optional(),
  /** Seconds, as the provider asked by `Retry-After`. */
  retryAfterSeconds: z.number().optional(),
  /** How often in a row the same was answered, of what may be passing or wrong settings. */
  timesInRow: z.number().int().optional(),
  /** Further facts for the words, for example `{scope}`. */
  parameters: z.record(z.string(), z.string()).optional(),
});
export type ProviderFailure = z.infer<typeof providerFailure>;
