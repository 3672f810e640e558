import type { Lease, TokenConfigRow, TokenRow } from "@grantry/db";
import type { ProviderFailure } from "@grantry/schema";

export interface Renewable {
  readonly config: TokenConfigRow;
  readonly token: TokenRow;
}

/** How a refresh ended. `not-mine`: someone else holds the lease, has a newer token, or back-off runs. */
export type RefreshOutcome =
  | { readonly kind: "refreshed" }
  | { readonly kind: "failed"; readonly failure: ProviderFailure }
  | { readonly kind: "not-mine" };

/** What is renewed, by the owner of its lease. */
export interface Leased extends Renewable, Lease {
  readonly owner: string;
  /** When the lease was taken. */
  readonly leasedAt: number;
  readonly until: number;
}
