import type { Lease, NewToken, TokenConfigRow, TokenRow } from "@grantry/db";
import type { ProviderFailure } from "@grantry/schema";

export interface Renewable {
  readonly config: TokenConfigRow;
  readonly token: TokenRow;
}

/**
 * How a refresh ended. `refreshed`: with the token that is in force now, `null` where it is to be read. `not-mine`:
 * someone else holds the lease, has a newer token, or back-off runs.
 */
export type RefreshOutcome =
  | { readonly kind: "refreshed"; readonly token: NewToken | null }
  | { readonly kind: "failed"; readonly failure: ProviderFailure }
  | { readonly kind: "not-mine" };

/** Whether the provider answered, be it a refusal. */
export function wasAnswered(outcome: RefreshOutcome): boolean {
  return outcome.kind === "refreshed" || (outcome.kind === "failed" && outcome.failure.httpStatus !== undefined);
}

/** What is renewed, by the owner of its lease. */
export interface Leased extends Renewable, Lease {
  readonly owner: string;
  /** When the lease was taken. */
  readonly leasedAt: number;
  readonly until: number;
}
