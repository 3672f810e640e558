import { accounts, type Database, sessions, users, verifications } from "@grantry/db";
import type { Secret } from "@grantry/schema";
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { cookiePrefix } from "./cookies.ts";

const SESSION_SECONDS = 7 * 24 * 60 * 60;
const RENEWED_EVERY_SECONDS = 24 * 60 * 60;

/** better-auth on our tables. Nobody signs up: users are made by a link or by an operator. */
export function authOn(db: Database, given: { secret: Secret<string>; origin: string }) {
  return betterAuth({
    baseURL: given.origin,
    basePath: "/api/v1/auth",
    secret: given.secret.reveal(),
    database: drizzleAdapter(db.drizzle, {
      provider: "sqlite",
      schema: { user: users, session: sessions, account: accounts, verification: verifications },
      transaction: false,
    }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    session: { expiresIn: SESSION_SECONDS, updateAge: RENEWED_EVERY_SECONDS },
    // Its own limiter believes X-Forwarded-For and counts in memory; ours counts in the database.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix,
      useSecureCookies: given.origin.startsWith("https:"),
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/" },
    },
    logger: { disabled: true },
    telemetry: { enabled: false },
  });
}
