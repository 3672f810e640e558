import { type Answer, type Transport, Unreachable } from "./transport.ts";

/** Less than this left, and a request that takes its time would arrive with an expired token. */
const MARGIN_MS = 60_000;
/** A token without an end is asked for again now and then: it may have been replaced. */
const WITHOUT_END_MS = 5 * 60_000;

/** Access tokens for a program that uses them again and again. */
export interface RememberedTokens {
  /**
   * A working access token of a configuration, by its name or id: the remembered one until it is due, then the broker's.
   * Callers at the same time share one request. A failure is not remembered.
   * @throws ApiProblem, Unreachable
   */
  accessToken(nameOrId: string): Promise<string>;
  /** Forgets what is remembered of a configuration, for example after the service refused it. */
  forget(nameOrId: string): void;
}

/** Remembers tokens in this process alone. */
export function rememberTokens(client: Transport): RememberedTokens {
  const known = new Map<string, { readonly accessToken: string; readonly until: number }>();
  const asked = new Map<string, Promise<string>>();

  async function ask(nameOrId: string): Promise<string> {
    const answer = await client.request(broker, { params: { nameOrId } });
    const { accessToken } = given(answer);
    if (asked.has(nameOrId)) known.set(nameOrId, { accessToken, until: performance.now() + usableMs(answer) });
    return accessToken;
  }

  return {
    async accessToken(nameOrId) {
      const remembered = known.get(nameOrId);
      if (remembered && performance.now() < remembered.until) return remembered.accessToken;
      const running = asked.get(nameOrId) ?? ask(nameOrId).finally(() => asked.delete(nameOrId));
      asked.set(nameOrId, running);
      return running;
    },
    forget(nameOrId) {
      known.delete(nameOrId);
      asked.delete(nameOrId); // what it brings may be the refused one
    },
  };
}

const broker = { method: "get", path: "/access-tokens/{nameOrId}" };

/** @throws Unreachable when something else than the broker has answered */
function given({ data }: Answer<unknown>): { accessToken: string; expiresAt: string | null } {
  const { accessToken, expiresAt = null } = Object(data);
  if (typeof accessToken === "string" && (expiresAt === null || typeof expiresAt === "string")) {
    return { accessToken, expiresAt };
  }
  throw new Unreachable("an answer without an access token");
}

/** Until a minute, or a tenth of what is left, before the end; at most half of it. By the server's clock: without it, not at all. */
function usableMs(answer: Answer<unknown>): number {
  const { expiresAt } = given(answer);
  if (expiresAt === null) return WITHOUT_END_MS;
  const leftMs = Math.max(0, Date.parse(expiresAt) - Date.parse(answer.headers.get("date") ?? expiresAt));
  return leftMs - Math.min(Math.max(MARGIN_MS, leftMs / 10), leftMs / 2);
}
