import * as z from "zod";
import { type StatusGroup, statusGroups, tokenStatuses } from "./overview.ts";

export const tokenStatus = z.enum(tokenStatuses).meta({ id: "TokenStatus" });

export const refreshTokenStatuses = [
  "none",
  "valid",
  "valid-without-date",
  "expired",
  "revoked",
  "not-configured",
  "not-applicable",
] as const;
export const refreshTokenStatus = z.enum(refreshTokenStatuses).meta({ id: "RefreshTokenStatus" });
export type RefreshTokenStatus = z.infer<typeof refreshTokenStatus>;

export const statusGroup = z.enum(Object.keys(statusGroups) as StatusGroup[]).meta({ id: "StatusGroup" }); // its keys, as it is written
