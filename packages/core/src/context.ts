import type { Database } from "@grantry/db";
import type { Actor, Language } from "@grantry/schema";
import type { Platform } from "./platform.ts";

/** What a use case works with: the database, who asks, in which language, and what the host provides. */
export interface Context {
  readonly db: Database;
  readonly platform: Platform;
  readonly actor: Actor;
  readonly language: Language;
}
