/** What may be said of a piece of work: never a secret, never a URL with its query, nobody's name or address. */
export type SpanFacts = Readonly<Record<string, string | number | boolean | undefined>>;

/** A piece of work while it is done. */
export interface Span {
  readonly set: (facts: SpanFacts) => void;
  /** Names it anew, once it is known what it is. */
  readonly rename: (name: string) => void;
}

interface SpanStart {
  readonly name: string;
  readonly facts?: SpanFacts;
  /** Where someone outside asked for it: the `traceparent` that came along, if any (W3C Trace Context §3.2). */
  readonly request?: { readonly traceparent: string | undefined };
}

/** Lets whoever runs the product see what takes how long. */
export interface Tracer {
  /** Does work as a span: part of the one in whose work it begins. What it throws is thrown, and noted by its name alone. */
  readonly span: <T>(start: SpanStart, work: (span: Span) => Promise<T>) => Promise<T>;
}

const unseen: Span = { set: () => undefined, rename: () => undefined };

/** Where nobody looks. */
export const noTracer: Tracer = { span: (_start, work) => work(unseen) };
