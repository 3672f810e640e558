import * as z from "zod";
import { problem } from "./problems.ts";
import { instant } from "./route.ts";
import { refreshTokenStatus, tokenStatus } from "./token-status.ts";

/** What a grant depends on: a change of it asks for a new authorization. */
export const grantSettingNames = [
  "clientId",
  "scope",
  "authorizationUrl",
  "tokenUrl",
  "refreshUrl",
  "subjectTokenConfig",
  "audience",
  "resource",
] as const;
export type GrantSettingName = (typeof grantSettingNames)[number];

/** What is known of the token, never the token. */
export const tokenView = z
  .object({
    status: tokenStatus,
    accessTokenExpiresAt: instant.nullable(),
    accessTokenExpiryAssumed: z
      .boolean()
      .describe("the provider did not say; one hour or the template's default is assumed"),
    accessTokenObtainedAt: instant.nullable().describe("when the access token in force was obtained"),
    refreshTokenStatus,
    refreshTokenExpiresAt: instant.nullable(),
    refreshTokenExpirySource: z
      .enum(["provider", "rule"])
      .nullable()
      .describe(
        "where that date is from: the provider's answer, or the rule that the configuration names; null: not known",
      ),
    obtainedAt: instant.nullable().describe("when the grant was given"),
    refreshedAt: instant.nullable(),
    takenOverAt: instant.nullable().describe("brought from another system, not refreshed here yet"),
    nextRefreshAt: instant.nullable(),
    account: z.string().nullable(),
    scope: z.string().nullable(),
    settingsChanged: z.boolean().describe("granted under former settings: authorize again"),
    changedSettings: z.array(z.enum(grantSettingNames)).describe("which of them, as far as that is known"),
    nextAttemptAt: instant.nullable(),
    lastError: z.union([problem, z.null()]),
  })
  .meta({ id: "Token" });
export type TokenView = z.infer<typeof tokenView>;
