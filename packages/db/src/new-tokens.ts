import type { Secret } from "@grantry/schema";
import type { AuditEvent } from "./audit-events.ts";
import type { EndedAuthorization } from "./authorizations.ts";
import type { HistoryLine } from "./token-history.ts";

/** A token as it is saved. What is `undefined` keeps its stored value. */
export interface NewToken {
  readonly accessToken: Secret<string>;
  readonly refreshToken: Secret<string> | undefined;
  /** The refresh token of the same grant that this one replaces: kept for a day. */
  readonly replacedRefreshToken: Secret<string> | null;
  readonly tokenType: string;
  readonly scope: string | undefined;
  readonly account: string | undefined;
  /** `null`: it never expires. */
  readonly accessExpiresAt: number | null;
  readonly accessExpirySource: "provider" | "template" | "assumed";
  readonly refreshExpiresAt: number | undefined;
  /** Where that date is from: the answer, or what the document names as its provider's rule. */
  readonly refreshExpirySource: "provider" | "rule";
  /** A grant given anew, or renewed. */
  readonly kind: "granted" | "refreshed";
  /** When the answer arrived that brought it. */
  readonly obtainedAt: number;
  readonly settingsGeneration: number;
}

/** A token on its way into its row, with what is noted of it in the same write. */
export interface TokenSave {
  readonly configId: string;
  readonly token: NewToken;
  /** The authorization that it came of, with the outcome to be told. */
  readonly ends?: EndedAuthorization | undefined;
  readonly now: number;
  readonly marginSeconds: number;
  readonly audit: AuditEvent;
  readonly history: Pick<HistoryLine, "id" | "at" | "durationMs">;
}
