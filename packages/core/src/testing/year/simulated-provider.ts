import type { OutgoingAnswer, OutgoingRequest } from "@grantry/oauth";

const SECOND_MS = 1_000;
/** What 429 asks for. */
const PAUSE_MS = 60 * SECOND_MS;

/** How a kind of provider deals with refresh tokens, client secrets and its own troubles. */
export interface ProviderKind {
  readonly name: string;
  readonly lifetimeSeconds: number;
  /** `keep`: the refresh token stays; a number: the old one is good for so many ms more, and kills the grant after. */
  readonly rotation: "keep" | number;
  /** A refresh token that nobody used for so long is dead, ms. */
  readonly idleMs?: number;
  /** A grant ends so long after it was given, ms. */
  readonly endsMs?: number;
  /** A client secret is good for so long, ms. */
  readonly secretMs?: number;
  /** What goes wrong while it is out of order. `answer-lost`: it works on the request, and the answer never arrives. */
  readonly outage: "503" | "429" | "timeout" | "answer-lost" | "html";
}

interface Grant {
  readonly endsAt: number;
  refreshToken: string;
  /** The one before, and until when it is still taken. */
  previous: { readonly token: string; readonly until: number } | null;
  usedAt: number;
  /** The last answer was lost on its way: all that the product has is the token before. */
  answerLost: boolean;
  /** It was told to come back at this moment. */
  pausedUntil: number;
  dead: boolean;
}

/** How a grant ended that was used once more after its last refresh token had been replaced. */
export type ReuseDeath = "after-a-lost-answer" | "without-cause";

/** A provider in moved time, as its kind behaves: it knows nothing of the product, and forgives it nothing. */
export class SimulatedProvider {
  readonly kind: ProviderKind;
  readonly origin: string;
  /** Token requests that arrived, whatever became of them. */
  requests = 0;
  readonly reuseDeaths: ReuseDeath[] = [];
  readonly #now: () => number;
  readonly #grants = new Map<number, Grant>();
  readonly #validUntil = new Map<string, number>();
  readonly #outages: readonly (readonly [from: number, to: number])[];
  #secret: { readonly text: string; readonly endsAt: number };
  #issued = 0;

  constructor(kind: ProviderKind, outages: SimulatedProvider["outages"], now: () => number) {
    this.kind = kind;
    this.origin = `https://${kind.name}.example`;
    this.#outages = outages;
    this.#now = now;
    this.#secret = this.#newSecret();
  }

  get outages(): readonly (readonly [from: number, to: number])[] {
    return this.#outages;
  }

  get secret(): string {
    return this.#secret.text;
  }

  get secretEndsAt(): number {
    return this.#secret.endsAt;
  }

  /** What an administrator makes when the old one has ended. */
  renewSecret(): string {
    this.#secret = this.#newSecret();
    return this.#secret.text;
  }

  isOut(): boolean {
    return this.#outages.some(([from, to]) => from <= this.#now() && this.#now() < to);
  }

  /** Whether it would give a new token for this grant if it were asked with the last refresh token that arrived. */
  couldGive(grantId: number): boolean {
    const grant = this.#grants.get(grantId);
    if (!grant || !this.#isAlive(grant)) return false;
    if (grant.answerLost && this.#now() >= (grant.previous?.until ?? 0)) return false;
    return !this.isOut() && this.#now() < this.#secret.endsAt && this.#now() >= grant.pausedUntil;
  }

  isAlive(grantId: number): boolean {
    const grant = this.#grants.get(grantId);
    return grant !== undefined && this.#isAlive(grant);
  }

  takesAccessToken(token: string): boolean {
    return (this.#validUntil.get(token) ?? 0) > this.#now();
  }

  /** A person consents: the code that stands for it. */
  consent(grantId: number): string {
    const { endsMs = Number.POSITIVE_INFINITY } = this.kind;
    this.#grants.set(grantId, {
      endsAt: this.#now() + endsMs,
      refreshToken: this.#newToken(grantId),
      previous: null,
      usedAt: this.#now(),
      answerLost: false,
      pausedUntil: 0,
      dead: false,
    });
    return `code.${grantId}`;
  }

  answer(request: OutgoingRequest): OutgoingAnswer {
    this.requests += 1;
    const form = new URLSearchParams(request.body);
    if (!this.isOut()) return this.#work(form);
    return this.#troubled(form);
  }

  #troubled(form: URLSearchParams): OutgoingAnswer {
    const grant = this.#grants.get(grantOf(form));
    switch (this.kind.outage) {
      case "503":
        return reply(503, "busy", {});
      case "429":
        if (grant) grant.pausedUntil = this.#now() + PAUSE_MS;
        return reply(429, "", { "retry-after": String(PAUSE_MS / SECOND_MS) });
      case "html":
        return reply(502, "<html><title>Bad gateway</title></html>", {});
      case "timeout":
        return { ok: false, reason: "timeout", host: new URL(this.origin).host };
      case "answer-lost":
        this.#work(form);
        if (grant) grant.answerLost = true;
        return { ok: false, reason: "reset", host: new URL(this.origin).host };
    }
  }

  #work(form: URLSearchParams): OutgoingAnswer {
    const secretIsGood = form.get("client_secret") === this.#secret.text && this.#now() < this.#secret.endsAt;
    if (!secretIsGood) return refuse("invalid_client");
    const token = tokenOf(form);
    const grantId = grantOf(form);
    const grant = this.#grants.get(grantId);
    if (!grant || !this.#isAlive(grant)) return refuse("invalid_grant");
    if (form.get("grant_type") === "authorization_code") return this.#give(grantId, grant);
    const isPrevious = grant.previous?.token === token && this.#now() < grant.previous.until;
    if (token !== grant.refreshToken && !isPrevious) {
      if (this.kind.rotation !== "keep") this.#endFor(grant);
      return refuse("invalid_grant");
    }
    if (this.kind.rotation !== "keep") {
      grant.previous = { token, until: this.#now() + this.kind.rotation };
      grant.refreshToken = this.#newToken(grantId);
    }
    return this.#give(grantId, grant);
  }

  /** Somebody has a copy of an old refresh token: RFC 9700 §4.14.2. */
  #endFor(grant: Grant): void {
    grant.dead = true;
    this.reuseDeaths.push(grant.answerLost ? "after-a-lost-answer" : "without-cause");
  }

  #give(grantId: number, grant: Grant): OutgoingAnswer {
    grant.usedAt = this.#now();
    grant.answerLost = false;
    const accessToken = this.#newToken(grantId);
    this.#validUntil.set(accessToken, this.#now() + this.kind.lifetimeSeconds * SECOND_MS);
    const body = {
      access_token: accessToken,
      token_type: "Bearer",
      expires_in: this.kind.lifetimeSeconds,
      refresh_token: grant.refreshToken,
    };
    return reply(200, JSON.stringify(body), { "content-type": "application/json" });
  }

  #isAlive(grant: Grant): boolean {
    const { idleMs = Number.POSITIVE_INFINITY } = this.kind;
    return !grant.dead && this.#now() < grant.endsAt && this.#now() - grant.usedAt < idleMs;
  }

  #newToken(grantId: number): string {
    this.#issued += 1;
    return `token.${grantId}.${this.#issued}`;
  }

  #newSecret(): { text: string; endsAt: number } {
    const { secretMs = Number.POSITIVE_INFINITY } = this.kind;
    return { text: `secret-of-${this.#now()}`, endsAt: this.#now() + secretMs };
  }
}

function tokenOf(form: URLSearchParams): string {
  return form.get("refresh_token") ?? form.get("code") ?? "";
}

function grantOf(form: URLSearchParams): number {
  return Number(tokenOf(form).split(".")[1]);
}

function refuse(error: string): OutgoingAnswer {
  return reply(400, JSON.stringify({ error }), { "content-type": "application/json" });
}

function reply(status: number, text: string, headers: Readonly<Record<string, string>>): OutgoingAnswer {
  return { ok: true, status, headers: new Headers(headers), body: new TextEncoder().encode(text), truncated: false };
}
