import {
  type EndingToken,
  endingTokens,
  nextDueAt,
  type TroubledRegistration,
  troubledRegistrations,
} from "@grantry/db";
import { type Forecast, say, type Words } from "@grantry/schema";
import type { Context } from "../context.ts";
import { toInstant } from "../instants.ts";
import { refreshTokenEnd } from "./refresh-token-end.ts";

const DAY_MS = 86_400_000;
/** How far ahead is looked. */
const HORIZON_MS = 90 * DAY_MS;

type Titled = { readonly title: Words; readonly action: Words };

const words = {
  refreshTokenEnds: {
    title: { en: "The refresh token of “{name}” ends.", de: "Das Refresh-Token von „{name}“ endet." },
    action: { en: "Authorize again before.", de: "Vorher erneut autorisieren." },
  },
  refreshTokenUnused: {
    title: {
      en: "The refresh token of “{name}” dies if it stays unused.",
      de: "Das Refresh-Token von „{name}“ verfällt, wenn es unbenutzt bleibt.",
    },
    action: {
      en: "Nothing renews it at present: mend what its page says, or set the configuration to valid.",
      de: "Zurzeit erneuert es nichts: beheben, was auf seiner Seite steht, oder die Konfiguration auf gültig setzen.",
    },
  },
  clientSecretEnds: {
    title: { en: "The client secret of {clientId} ends.", de: "Das Client-Secret von {clientId} endet." },
    action: {
      en: "Make a new one at the provider and add it to the app registration: {names}.",
      de: "Beim Anbieter ein neues anlegen und der App-Registrierung hinzufügen: {names}.",
    },
  },
  nextRefresh: {
    title: { en: "The next refresh.", de: "Die nächste Erneuerung." },
    action: { en: "", de: "" },
  },
} as const satisfies Record<string, Titled>;

/** What will end in the coming 90 days, the soonest first, and the next refresh. Round trips: three. */
export async function listForecasts(ctx: Context): Promise<{ until: string; items: Forecast[] }> {
  const now = ctx.platform.now();
  const until = now + HORIZON_MS;
  const tokens = await endingTokens(ctx.db, now, until);
  const registrations = await troubledRegistrations(ctx.db, until);
  const next = await nextDueAt(ctx.db);
  const items = [
    ...tokens.map((token) => ofToken(ctx, token)),
    ...registrations.map((registration) => ofRegistration(ctx, registration)),
    next === null ? undefined : ofClock(ctx, Math.max(next, now)),
  ].filter((item) => item !== undefined && Date.parse(item.at) >= now && Date.parse(item.at) <= until);
  return {
    until: toInstant(until),
    items: items.filter((item) => item !== undefined).sort((a, b) => a.at.localeCompare(b.at)),
  };
}

function ofToken(ctx: Context, token: EndingToken): Forecast | undefined {
  const { id, name } = token;
  const end = refreshTokenEnd(token);
  if (!end) return undefined;
  const said = end.kind === "refresh-token-ends" ? words.refreshTokenEnds : words.refreshTokenUnused;
  return {
    id: `${end.kind}:${id}`,
    kind: end.kind,
    at: toInstant(end.at),
    href: `/token-configs/${id}`,
    ...sayIn(ctx, said, { name }),
  };
}

function ofRegistration(ctx: Context, registration: TroubledRegistration): Forecast | undefined {
  const { id, clientId, endsAt, configs } = registration;
  if (endsAt === null) return undefined; // it has none: the banner tells that
  const names = new Intl.ListFormat(ctx.language).format(configs.map(({ name }) => name));
  const said = sayIn(ctx, words.clientSecretEnds, { clientId, names });
  return {
    id: `client-secret-ends:${id}`,
    kind: "client-secret-ends",
    at: toInstant(endsAt),
    href: "/app-registrations",
    ...said,
  };
}

function ofClock(ctx: Context, at: number): Forecast {
  return {
    id: "next-refresh",
    kind: "next-refresh",
    at: toInstant(at),
    href: "/",
    ...sayIn(ctx, words.nextRefresh, {}),
  };
}

function sayIn({ language }: Context, { title, action }: Titled, parameters: Record<string, string>) {
  return { title: say(title, language, parameters), action: say(action, language, parameters) };
}
