import { randomBytes } from "node:crypto";
import type { RecordedRequest } from "./exchange.ts";

/** Makes tokens, and remembers which code was used: a code is good once (RFC 6749 section 4.1.2). */
export class IssuedTokens {
  readonly #accessTokenSeconds: number;
  readonly #usedCodes = new Set<string>();
  #count = 0;

  constructor(accessTokenSeconds: number) {
    this.#accessTokenSeconds = accessTokenSeconds;
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

  answerTo({ form }: RecordedRequest): Readonly<Record<string, unknown>> {
    return {
      access_token: this.#make("access"),
      token_type: "Bearer",
      expires_in: this.#accessTokenSeconds,
      scope: form["scope"] ?? "openid offline_access",
      ...(form["grant_type"] !== "client_credentials" && { refresh_token: this.#make("refresh") }),
    };
  }

  #make(kind: string): string {
    this.#count += 1;
    return `${kind}-${this.#count}-${randomBytes(9).toString("base64url")}`;
  }
}
