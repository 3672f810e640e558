import { randomBytes } from "node:crypto";
import type { RecordedRequest } from "./exchange.ts";
import { RotatedGrants, type Rotation } from "./rotated-grants.ts";

/** Makes tokens, and remembers which code was used: a code is good once (RFC 6749 section 4.1.2). */
export class IssuedTokens {
  readonly #accessTokenSeconds: number;
  readonly #grants: RotatedGrants | undefined;
  readonly #usedCodes = new Set<string>();
  #count = 0;

  constructor(accessTokenSeconds: number, rotation?: Rotation) {
    this.#accessTokenSeconds = accessTokenSeconds;
    this.#grants = rotation && new RotatedGrants(rotation);
  }

  /** Numbered, so that a test sees which answer a token came from; random, so that none is guessed. */
  newCode(): string {
    return this.#make("code");
  }

  /** Whether the request sends a code for the second time. */
  usesCodeAgain({ form }: RecordedRequest): boolean {
    const code = form["code"];
    if (code === undefined) return false;
    const again = this.#usedCodes.has(code);
    this.#usedCodes.add(code);
    return again;
  }

  /** Whether the refresh token sent is none that is in force; where it was replaced, that ends its grant. */
  refusesRefreshToken({ form }: RecordedRequest): boolean {
    const token = form["refresh_token"];
    return token !== undefined && this.#grants !== undefined && !this.#grants.takes(token);
  }

  /** Grants that were revoked because a refresh token came back. */
  get revoked(): number {
    return this.#grants?.revoked ?? 0;
  }

  answerTo({ form }: RecordedRequest): Readonly<Record<string, unknown>> {
    const refreshToken = this.#make("refresh");
    this.#grants?.rotate(form["refresh_token"], refreshToken);
    return {
      access_token: this.#make("access"),
      token_type: "Bearer",
      expires_in: this.#accessTokenSeconds,
      scope: form["scope"] ?? "openid offline_access",
      ...(form["grant_type"] !== "client_credentials" && { refresh_token: refreshToken }),
    };
  }

  #make(kind: string): string {
    this.#count += 1;
    return `${kind}-${this.#count}-${randomBytes(9).toString("base64url")}`;
  }
}
