import { usersOfTokenConfigs } from "@grantry/db";
import { ProblemError, say, type TokenConfigUser, type TokenConfigUserKind, type Words } from "@grantry/schema";
import type { Context } from "../context.ts";

/** How each kind of user is called, and the screen where it is changed. */
const kinds: Readonly<Record<TokenConfigUserKind, { readonly words: Words; readonly href: (id: string) => string }>> = {
  "api-key": {
    words: { en: "API key “{name}”", de: "API-Schlüssel „{name}“" },
    href: () => "/settings/api-keys",
  },
  "web-service": {
    words: { en: "web service “{name}”", de: "Webservice „{name}“" },
    href: (id) => `/web-services/${id}`,
  },
  "token-config": {
    words: { en: "token exchange of “{name}”", de: "Token-Tausch von „{name}“" },
    href: (id) => `/token-configs/${id}`,
  },
  "mail-account": {
    words: { en: "mail account “{name}”", de: "Mailkonto „{name}“" },
    href: (id) => `/mail-accounts/${id}`,
  },
};

/** Who uses each of these configurations: every kind of consumer is asked. One statement. */
export async function usersOf(
  ctx: Pick<Context, "db">,
  configIds: readonly string[],
): Promise<ReadonlyMap<string, readonly TokenConfigUser[]>> {
  const rows = await usersOfTokenConfigs(ctx.db, configIds);
  const usersOfConfig = ({ configId }: { configId: string }) => configId;
  return new Map(
    [...Map.groupBy(rows, usersOfConfig)].map(([configId, users]) => [
      configId,
      users.map(({ kind, id, name }) => ({ kind, id, name, href: kinds[kind].href(id) })),
    ]),
  );
}

/** The refusal to delete what is in use, naming who uses it. */
export function inUse(ctx: Context, name: string, users: readonly TokenConfigUser[]): ProblemError {
  const named = users.map((user) => say(kinds[user.kind].words, ctx.language, { name: user.name }));
  return new ProblemError("token-config-in-use", {
    parameters: { name, users: named.join(", ") },
    members: { usedBy: users },
  });
}
