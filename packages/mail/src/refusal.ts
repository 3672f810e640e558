import type { TransportLayer } from "@grantry/schema";
import { knownRefusals } from "./explanations/known-refusals.ts";
import type { MailExplanationKey } from "./explanations/words.ts";
import { MailFault, quoted } from "./mail-fault.ts";

const unknownRefusals = {
  login: "login-refused",
  mailbox: "mailbox-refused",
  message: "message-refused",
} as const satisfies Partial<Record<TransportLayer, MailExplanationKey>>;

/** A server's refusal as a fault: what its words are known to mean, else what was being done. */
export function refusal(given: {
  readonly while: keyof typeof unknownRefusals;
  readonly host: string;
  readonly login: string;
  /** The server's words, an error in base64 already opened. */
  readonly said: string;
}): MailFault {
  const known = knownRefusals.find(({ says }) => says.test(given.said));
  return new MailFault({
    layer: known?.layer ?? given.while,
    explanation: known?.explanation ?? unknownRefusals[given.while],
    healsByItself: known?.healsByItself ?? given.while === "message",
    host: given.host,
    said: quoted(given.said),
    parameters: { login: given.login },
  });
}

/** No way of signing in that the server offers fits what we have. */
export function mechanismMissing(host: string, wanted: string, offered: readonly string[]): MailFault {
  return new MailFault({
    layer: "login",
    explanation: "mechanism-missing",
    healsByItself: false,
    host,
    parameters: { wanted, offered: offered.join(", ") || "–" },
  });
}
