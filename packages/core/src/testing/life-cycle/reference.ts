import type { FailureClass } from "@grantry/schema";
import { type Answer, ReferenceToken } from "./reference-token.ts";

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;

/** What the provider does with every request: nothing but 503, or what it is asked with the answer cut off. */
export type Outage = "busy" | "answers-lost";

/** The specification's life cycle, small enough to be seen through: a provider that rotates strictly, and its tokens. */
export class Reference {
  now: number;
  lifetimeSeconds = 3_600;
  outage: Outage | null = null;
  /** What the provider wants, and what was entered. All configurations share one app registration. */
  secretWanted = 0;
  secretEntered = 0;
  /** Token requests so far. */
  requests = 0;
  readonly tokens = new Map<string, ReferenceToken>();

  constructor(now: number, name: string) {
    this.now = now;
    this.tokens.set(name, new ReferenceToken());
  }

  token(name: string): ReferenceToken {
    const token = this.tokens.get(name);
    if (!token) throw new Error(`the reference has no ${name}`);
    return token;
  }

  /** Whether whoever asks must get a token: nothing is wrong, here or at the provider. */
  mustBeGood(name: string): boolean {
    const token = this.token(name);
    if (token.validity !== "valid") return false;
    return token.isUsable(this.now) || (token.failure === null && this.#couldGive(token));
  }

  authorize(name: string): boolean {
    const token = this.token(name);
    if (token.validity !== "valid") return false;
    this.requests += 1;
    if (this.outage !== null || this.secretEntered !== this.secretWanted) return false;
    token.grant = "alive";
    token.previousUntil = 0;
    this.#save(token);
    return true;
  }

  read(name: string): Answer {
    const token = this.token(name);
    if (token.validity !== "valid") return "not-in-use";
    if (token.isUsable(this.now)) {
      const due = token.renewAt <= this.now && token.refusal() === null;
      if (due && token.mayTry(this.now, "by-clock")) this.#renew(token);
      return "good";
    }
    const refusal = token.refusal();
    if (refusal) return refusal;
    return token.mayTry(this.now, "by-reader") ? this.#renew(token) : "token-refresh-paused";
  }

  requestByHand(name: string): Answer {
    const token = this.token(name);
    if (token.validity !== "valid") return "not-in-use";
    return token.stored === "none" ? "needs-authorization" : this.#renew(token);
  }

  tick(): void {
    const due = [...this.tokens.values()].filter(({ dueAt }) => dueAt !== null && dueAt <= this.now);
    for (const token of due) if (token.mayTry(this.now, "by-clock")) this.#renew(token);
  }

  withdraw(name: string): void {
    this.token(name).grant = "dead";
  }

  enterSecret(name: string, secret: number): void {
    this.secretEntered = secret;
    this.token(name).forgive();
    for (const token of this.tokens.values()) if (token.failure?.class === "config") token.forgive();
  }

  changeScope(name: string, scope: string): void {
    const token = this.token(name);
    if (token.scope !== scope) token.forgive();
    token.scope = scope;
  }

  duplicate(name: string, copy: string): void {
    const { keepFresh, scope, validity } = this.token(name);
    this.tokens.set(copy, Object.assign(new ReferenceToken(), { keepFresh, scope, validity }));
  }

  rename(name: string, to: string): void {
    const token = this.token(name);
    this.tokens.delete(name);
    this.tokens.set(to, token);
  }

  #couldGive({ grant, stored }: ReferenceToken): boolean {
    return this.outage === null && this.secretEntered === this.secretWanted && grant === "alive" && stored === "newest";
  }

  #renew(token: ReferenceToken): Answer {
    this.requests += 1;
    const secretIsRight = this.secretEntered === this.secretWanted;
    if (this.outage === "busy") return this.#fail(token, "transient", "provider-busy");
    if (this.outage === "answers-lost") {
      if (secretIsRight && token.stored === "newest") token.stored = "replaced";
      else if (secretIsRight) token.grant = "dead";
      return this.#fail(token, "transient", "unreachable");
    }
    if (!secretIsRight) return this.#fail(token, "config", "client-refused");
    if (this.#couldGive(token)) {
      token.previousUntil = this.now + DAY_MS;
      this.#save(token);
      return "good";
    }
    token.grant = "dead"; // a replaced refresh token came back: RFC 9700 §4.14.2
    if (token.previousUntil > this.now) this.requests += 1; // the last straw, grasped at once
    token.previousUntil = 0;
    return this.#fail(token, "reauth", token.unanswered ? "answer-lost" : "grant-withdrawn");
  }

  #save(token: ReferenceToken): void {
    token.access = { from: this.now, until: this.now + this.lifetimeSeconds * SECOND_MS };
    token.stored = "newest";
    token.renewedAt = this.now;
    token.generation += 1;
    token.unanswered = false;
    token.forgive();
  }

  #fail(token: ReferenceToken, failureClass: FailureClass, explanation: string): Answer {
    token.failure = { class: failureClass, explanation, at: this.now };
    token.attempts += 1;
    if (failureClass === "transient") token.unanswered = true;
    return failureClass === "transient" ? "provider-refused" : (token.refusal() ?? "needs-authorization");
  }
}
