import type { FailureClass, RefreshTokenStatus, TokenStatus, Validity } from "@grantry/schema";

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;
const KEEP_ALIVE_JITTER_MS = 3_600_000;
const MARGIN_MS = 300_000;
const MIN_TTL_MS = 30_000;
const READER_WAITS_MS = 30_000;

/** What someone who asked for a token, or for a request, is answered. */
export type Answer =
  | "good"
  | "not-in-use"
  | "needs-authorization"
  | "needs-settings"
  | "provider-refused"
  | "token-refresh-paused";

/** An instant that jitter makes uncertain, ms; `null`: never. */
export type Range = readonly [from: number, to: number] | null;

interface Failure {
  readonly class: FailureClass;
  readonly explanation: string;
  readonly at: number;
}

/** One configuration with its token, in the words of the specification. */
export class ReferenceToken {
  validity: Validity = "valid";
  keepFresh = true;
  scope = "mail";
  /** What the provider thinks of the grant. */
  grant: "none" | "alive" | "dead" = "none";
  /** The refresh token that is stored: the provider's newest, or one that it has replaced in an answer that got lost. */
  stored: "none" | "newest" | "replaced" = "none";
  previousUntil = 0;
  access: { readonly from: number; readonly until: number } | null = null;
  renewedAt = 0;
  generation = 0;
  failure: Failure | null = null;
  attempts = 0;
  unanswered = false;
  /** Found in the system, where jitter decides, once they were seen to be within {@link dueRange} and {@link nextAttemptRange}. */
  dueAt: number | null = null;
  nextAttemptAt: number | null = null;

  get renewAt(): number {
    if (!this.access) return Number.POSITIVE_INFINITY;
    const lifetime = this.access.until - this.access.from;
    return this.access.until - Math.min(Math.max(MARGIN_MS, lifetime / 10), lifetime / 2);
  }

  isUsable(now: number): boolean {
    if (!this.access) return false;
    return this.access.until - now >= Math.min(MIN_TTL_MS, (this.access.until - this.access.from) / 2);
  }

  status(now: number): TokenStatus {
    if (this.validity !== "valid") return "not-in-use";
    if (this.failure?.class === "reauth") return "needs-authorization";
    if (this.failure?.class === "config") return "needs-settings";
    if (this.failure) return "failing";
    if (!this.access) return "never-requested";
    if (this.access.until <= now) return "expired";
    return this.renewAt <= now ? "due" : "valid";
  }

  refreshTokenStatus(): RefreshTokenStatus {
    if (this.stored === "none") return "none";
    return this.failure?.class === "reauth" ? "revoked" : "valid-without-date";
  }

  nextAttemptRange(): Range {
    if (this.failure?.class !== "transient") return null;
    const plain = Math.min(30 * SECOND_MS * 2 ** (this.attempts - 1), 3_600 * SECOND_MS);
    return [this.failure.at + plain * 0.8, this.failure.at + plain * 1.2];
  }

  dueRange(): Range {
    if (this.validity !== "valid" || this.stored === "none" || this.#isStuck()) return null;
    if (this.failure) return this.nextAttemptRange();
    const atLatest = this.renewedAt + DAY_MS;
    const aliveFrom = atLatest - KEEP_ALIVE_JITTER_MS;
    const { renewAt } = this;
    return this.keepFresh ? [Math.min(aliveFrom, renewAt), Math.min(atLatest, renewAt)] : [aliveFrom, atLatest];
  }

  mayTry(now: number, asked: "by-clock" | "by-reader" | "by-hand"): boolean {
    if (asked === "by-hand" || !this.failure) return true;
    if (this.#isStuck()) return false;
    const waitedEnough = asked === "by-reader" && this.failure.at + READER_WAITS_MS <= now;
    return waitedEnough || (this.nextAttemptAt ?? 0) <= now;
  }

  /** Why it cannot be renewed without a person. */
  refusal(): Answer | null {
    if (this.failure?.class === "reauth") return "needs-authorization";
    if (this.failure?.class === "config") return "needs-settings";
    return this.stored === "none" ? "needs-authorization" : null;
  }

  forgive(): void {
    this.failure = null;
    this.attempts = 0;
    this.nextAttemptAt = null;
  }

  #isStuck(): boolean {
    return this.failure !== null && this.failure.class !== "transient";
  }
}
