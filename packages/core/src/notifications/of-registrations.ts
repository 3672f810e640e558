import { type TroubledRegistration, troubledRegistrations } from "@grantry/db";
import { type Notification, say, type Words } from "@grantry/schema";
import type { Context } from "../context.ts";
import { toInstant } from "../instants.ts";
import { concerned, namesOf, notificationId } from "./finding.ts";
import { daysInWords, endingStage, horizons } from "./horizons.ts";

const words = {
  missing: {
    en: "The client secret of app {clientId} is missing. Needed by {names}.",
    de: "Das Client-Secret der App {clientId} fehlt. Gebraucht für {names}.",
  },
  ended: {
    en: "The client secret of app {clientId} has ended. Used by {names}.",
    de: "Das Client-Secret der App {clientId} ist abgelaufen. Verwendet für {names}.",
  },
  ends: {
    en: "The client secret of app {clientId} ends {when}. Used by {names}.",
    de: "Das Client-Secret der App {clientId} endet {when}. Verwendet für {names}.",
  },
  certificateEnded: {
    en: "The certificate of app {clientId} has ended. Used by {names}.",
    de: "Das Zertifikat der App {clientId} ist abgelaufen. Verwendet für {names}.",
  },
  certificateEnds: {
    en: "The certificate of app {clientId} ends {when}. Used by {names}.",
    de: "Das Zertifikat der App {clientId} endet {when}. Verwendet für {names}.",
  },
  enter: { en: "Enter it at the app registration.", de: "Bei der App-Registrierung eingeben." },
  renew: {
    en: "Make a new one at the provider and add it at the app registration; both are tried.",
    de: "Beim Anbieter ein neues anlegen und bei der App-Registrierung hinzufügen; beide werden versucht.",
  },
} as const satisfies Record<string, Words>;

/**
 * What is to be told of app registrations: one cause is one notification, however many need it, and the registrations
 * whose secret has ended. One statement.
 */
export async function notificationsOfRegistrations(
  ctx: Context,
  now: number,
): Promise<{ notifications: Notification[]; endedSecrets: ReadonlySet<string> }> {
  const troubled = await troubledRegistrations(ctx.db, now + horizons.clientSecret);
  const ended = troubled.filter(({ by, endsAt }) => by === "secret" && endsAt !== null && endsAt <= now);
  return {
    notifications: await Promise.all(troubled.map((registration) => told(ctx, registration, now))),
    endedSecrets: new Set(ended.map(({ id }) => id)),
  };
}

async function told(ctx: Context, registration: TroubledRegistration, now: number): Promise<Notification> {
  const { by, configs, endsAt, clientId, id } = registration;
  const names = namesOf(configs, ctx.language);
  const shared = { href: "/app-registrations", ...concerned(configs), dismissible: true, dismissedAt: null };
  if (endsAt === null) {
    return {
      ...shared,
      id: await notificationId(ctx, "client-secret-missing", [id]),
      kind: "client-secret-missing",
      severity: "warning",
      message: say(words.missing, ctx.language, { clientId, names }),
      action: say(words.enter, ctx.language),
      since: toInstant(registration.createdAt),
    };
  }
  const stage = endingStage(endsAt, now);
  const when = daysInWords(endsAt, now, ctx.language);
  const kind = by === "secret" ? "client-secret-ends" : "certificate-ends";
  const [hasEnded, ends] =
    by === "secret" ? [words.ended, words.ends] : [words.certificateEnded, words.certificateEnds];
  return {
    ...shared,
    id: await notificationId(ctx, kind, [id, String(endsAt), stage]),
    kind,
    severity: stage === "ended" ? "error" : "warning",
    message: say(stage === "ended" ? hasEnded : ends, ctx.language, { clientId, names, when }),
    action: say(words.renew, ctx.language),
    // Who enters an app whose secret ends soon is told from then on, not since a time before it was here.
    since: toInstant(stage === "ended" ? endsAt : Math.max(endsAt - horizons.clientSecret, registration.createdAt)),
  };
}
