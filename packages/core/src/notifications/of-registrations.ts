import { type TroubledRegistration, troubledRegistrations } from "@grantry/db";
import { type Notification, say, type Words } from "@grantry/schema";
import type { Context } from "../context.ts";
import { toInstant } from "../ids.ts";
import { daysUntil, horizons } from "./horizons.ts";

/** Names that are told; of forty mailboxes the first three say enough. */
const NAMES_TOLD = 3;

const words = {
  missing: {
    en: "The client secret of app {clientId} is missing. Needed by {names}.",
    de: "Das Client-Secret der App {clientId} fehlt. Gebraucht von {names}.",
  },
  ended: {
    en: "The client secret of app {clientId} has ended. Used by {names}.",
    de: "Das Client-Secret der App {clientId} ist abgelaufen. Verwendet von {names}.",
  },
  ends: {
    en: "The client secret of app {clientId} ends in {days} days. Used by {names}.",
    de: "Das Client-Secret der App {clientId} endet in {days} Tagen. Verwendet von {names}.",
  },
  certificateEnded: {
    en: "The certificate of app {clientId} has ended. Used by {names}.",
    de: "Das Zertifikat der App {clientId} ist abgelaufen. Verwendet von {names}.",
  },
  certificateEnds: {
    en: "The certificate of app {clientId} ends in {days} days. Used by {names}.",
    de: "Das Zertifikat der App {clientId} endet in {days} Tagen. Verwendet von {names}.",
  },
  more: { en: "{names} and {count} more", de: "{names} und {count} weiteren" },
} as const satisfies Record<string, Words>;

/** What is to be told of app registrations: one cause is one notification, however many need it. One statement. */
export async function notificationsOfRegistrations(ctx: Context, now: number): Promise<Notification[]> {
  const troubled = await troubledRegistrations(ctx.db, now + horizons.clientSecret);
  return troubled.map((registration) => told(ctx, registration, now));
}

function told(ctx: Context, registration: TroubledRegistration, now: number): Notification {
  const { by, configs, endsAt, clientId, id } = registration;
  const parameters = {
    clientId,
    names: namesOf(ctx, configs),
    days: String(daysUntil(endsAt ?? now, now)),
  };
  const shared = { id: `client-${by}:${id}`, href: "/app-registrations" };
  if (endsAt === null) {
    const message = say(words.missing, ctx.language, parameters);
    return { ...shared, kind: "client-secret-missing", severity: "warning", message, since: toInstant(now) };
  }
  const hasEnded = endsAt <= now;
  const [ended, ends] = by === "secret" ? [words.ended, words.ends] : [words.certificateEnded, words.certificateEnds];
  return {
    ...shared,
    kind: by === "secret" ? "client-secret-ends" : "certificate-ends",
    severity: hasEnded ? "error" : "warning",
    message: say(hasEnded ? ended : ends, ctx.language, parameters),
    since: toInstant(endsAt - horizons.clientSecret),
  };
}

function namesOf(ctx: Context, configs: TroubledRegistration["configs"]): string {
  const names = configs
    .slice(0, NAMES_TOLD)
    .map(({ name }) => `“${name}”`)
    .join(", ");
  const count = configs.length - NAMES_TOLD;
  return count > 0 ? say(words.more, ctx.language, { names, count: String(count) }) : names;
}
