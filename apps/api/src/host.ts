import type { Context } from "@grantry/core";
import type { Context as HonoContext } from "hono";

/** What a host gives the API for one request. */
export interface ApiHost {
  readonly contextOf: (c: HonoContext) => Pick<Context, "db" | "platform">;
  /** The client's address: of the socket, or as a configured proxy says; `null` when unknown. */
  readonly addressOf: (c: HonoContext) => string | null;
  /** How large a file may be that is imported, bytes: what fits into the host's memory and time. */
  readonly maxImportBytes: number;
}

/** What the middleware puts beside a request. */
export interface ApiEnvironment {
  Variables: { given: Pick<Context, "db" | "platform">; context: Context; sessionCookie: string | undefined };
}
