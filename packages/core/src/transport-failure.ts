import { explainMail, MailFault } from "@grantry/mail";
import { explain } from "@grantry/oauth";
import {
  type Language,
  type Problem,
  ProblemError,
  type ProblemSlug,
  problems,
  problemType,
  say,
  type TransportFailure,
  type TransportLayer,
  transportFailure,
  type Words,
} from "@grantry/schema";
import type { Context } from "./context.ts";
import { toInstant } from "./instants.ts";

/** Which of the layers failed, and so which are fine. */
const layers: Readonly<Record<TransportLayer, Words>> = {
  network: { en: "The mail server could not be reached properly.", de: "Der Mailserver war nicht richtig erreichbar." },
  token: {
    en: "There is no working token; the mail server was not asked.",
    de: "Es gibt kein gültiges Token; der Mailserver wurde nicht gefragt.",
  },
  login: {
    en: "The connection stands, but the mail server refuses the sign-in.",
    de: "Die Verbindung steht, aber der Mailserver lehnt die Anmeldung ab.",
  },
  mailbox: {
    en: "The sign-in worked, but the mailbox does not open.",
    de: "Die Anmeldung gelang, aber das Postfach öffnet sich nicht.",
  },
  message: {
    en: "The mailbox is open; it is one message that does not come.",
    de: "Das Postfach ist offen; eine einzelne Nachricht kommt nicht.",
  },
  sending: { en: "It is sending the message that failed.", de: "Gescheitert ist das Senden der Nachricht." },
  webhook: {
    en: "The message is stored here; its webhook has not taken it yet.",
    de: "Die Nachricht ist hier gespeichert; ihr Webhook hat sie noch nicht angenommen.",
  },
};

/** A failure at a mail server or webhook as a problem in the reader's words, the server's own beside them. */
export function sayTransportFailure(failure: TransportFailure, language: Language, at: number | null): Problem {
  return {
    type: problemType(`mail-${failure.layer}`),
    ...wordsOf(failure, language),
    status: 502,
    detail: say(layers[failure.layer], language),
    healsByItself: failure.healsByItself,
    ...(at !== null && { at: toInstant(at) }),
    ...(failure.said !== undefined && { providerDescription: failure.said }),
  };
}

/** A stored failure. */
export function transportFailureOf(stored: string | null): TransportFailure | null {
  return stored === null ? null : transportFailure.parse(JSON.parse(stored));
}

/** Whether a server may have taken the message: then nobody sends it a second time by themselves. */
export function isPerhapsSent(failure: TransportFailure): boolean {
  return failure.explanation === "perhaps-sent";
}

/** Whatever ended the work at a mail server, as facts. What nobody expected is logged here. */
export function asTransportFailure(ctx: Context, thrown: unknown): TransportFailure {
  if (thrown instanceof MailFault) return thrown.failure;
  if (thrown instanceof ProblemError) return tokenFailure(thrown);
  ctx.platform.log("error", "mail.failed", {
    error: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
  });
  return { layer: "network", explanation: "unexpected", healsByItself: true };
}

function tokenFailure({ slug, parameters, failure, retryAfterSeconds }: ProblemError): TransportFailure {
  return {
    layer: "token",
    explanation: "no-token",
    healsByItself: retryAfterSeconds !== undefined || failure?.class === "transient",
    token: { slug, parameters, ...(failure && { failure }) },
  };
}

function wordsOf(failure: TransportFailure, language: Language): { title: string; action: string } {
  const { token } = failure;
  if (!token) return explainMail(failure, language);
  if (token.failure) return explain(token.failure, language);
  const { title, action } = problems[token.slug as ProblemSlug] ?? problems["internal-error"]; // written from a ProblemError
  return { title: `${say(title, language, token.parameters)}.`, action: say(action, language, token.parameters) };
}
