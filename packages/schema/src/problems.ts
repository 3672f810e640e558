import * as z from "zod";
import type { InputError } from "./input-messages.ts";
import { sayInputError } from "./input-messages.ts";
import type { Language, WordParameters } from "./language.ts";
import { say } from "./language.ts";
import { type ProblemSlug, problems } from "./problem-catalogue.ts";
import type { ProviderFailure } from "./provider-failure.ts";

/** RFC 9457 problem details, with what the reader can do, and for input where it is wrong. */
export const problem = z
  .object({
    type: z.string().describe("A stable URN: urn:grantry:problem:<slug>"),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    action: z.string().describe("What the reader can do"),
    errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
    at: z.iso.datetime().optional().describe("When it happened"),
    healsByItself: z.boolean().optional(),
    providerError: z.string().optional().describe("`error` as the provider sent it"),
    providerCode: z.string().optional(),
    providerDescription: z.string().optional().describe("The provider's own words"),
    traceId: z.string().optional(),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof problem>;

interface ProblemFacts extends ErrorOptions {
  /** Fills the `{…}` places of the catalogue's words. */
  readonly parameters?: WordParameters;
  readonly errors?: readonly InputError[];
  /** Seconds after which to try again (`Retry-After`). */
  readonly retryAfterSeconds?: number;
  /** What the provider did, where that is why. */
  readonly failure?: ProviderFailure;
  /** Further members of the answer (RFC 9457 §3.2), such as a report. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** A refusal with a place in the catalogue. What only the log may see goes into `cause`. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly slug: ProblemSlug;
  readonly parameters: WordParameters;
  readonly errors: readonly InputError[];
  readonly retryAfterSeconds: number | undefined;
  readonly failure: ProviderFailure | undefined;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(slug: ProblemSlug, facts: ProblemFacts = {}) {
    super(slug, facts);
    this.slug = slug;
    this.parameters = facts.parameters ?? {};
    this.errors = facts.errors ?? [];
    this.retryAfterSeconds = facts.retryAfterSeconds;
    this.failure = facts.failure;
    this.members = facts.members ?? {};
  }
}

export function problemType(slug: string): string {
  return `urn:grantry:problem:${slug}`;
}

/** A refusal of input: 422, naming each place. */
export function inputRefused(errors: readonly InputError[]): ProblemError {
  return new ProblemError("invalid-input", { errors });
}

/** The refusal in the reader's language. */
export function sayProblem(refusal: ProblemError, language: Language): Problem {
  const { title, detail, action, status } = problems[refusal.slug];
  const errors = refusal.errors.map((error) => ({ pointer: error.pointer, message: sayInputError(error, language) }));
  return {
    type: problemType(refusal.slug),
    title: say(title, language, refusal.parameters),
    status,
    detail: say(detail, language, refusal.parameters),
    action: say(action, language, refusal.parameters),
    ...(errors.length > 0 && { errors }),
    ...refusal.members,
  };
}
