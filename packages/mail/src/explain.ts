import { type Language, say, type TransportFailure } from "@grantry/schema";
import { type MailExplanation, mailWords } from "./explanations/words.ts";

/** A failure at a mail server in the reader's words: what happened, and what to do now. */
export function explainMail(failure: TransportFailure, language: Language): { title: string; action: string } {
  const known: Readonly<Record<string, MailExplanation>> = mailWords;
  const { title, action } = known[failure.explanation] ?? mailWords["mailbox-refused"];
  const parameters = { host: failure.host ?? "–", login: "–", ...failure.parameters };
  return { title: say(title, language, parameters), action: say(action, language, parameters) };
}
