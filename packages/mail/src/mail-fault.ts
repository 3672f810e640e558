import type { TransportFailure } from "@grantry/schema";

/** What goes wrong at or on the way to a mail server. The one thing that this package's promises reject with. */
export class MailFault extends Error {
  override readonly name = "MailFault";
  readonly failure: TransportFailure;
  constructor(failure: TransportFailure, options?: ErrorOptions) {
    super(`${failure.layer}: ${failure.explanation}${failure.said ? ` (${failure.said})` : ""}`, options);
    this.failure = failure;
  }
}

/** Longest part of a server's words that is kept. */
const MOST_SAID = 300;

/** A server's words as they may be stored: one line, printable, cut. */
export function quoted(words: string): string {
  const line = words.replace(/\p{C}+/gu, " ").trim();
  return line.length > MOST_SAID ? `${line.slice(0, MOST_SAID)}…` : line;
}

/** The server broke the protocol, or sent more than we take. */
export function protocolFault(host: string, said: string): MailFault {
  return new MailFault({
    layer: "network",
    explanation: "not-understood",
    healsByItself: true,
    host,
    said: quoted(said),
  });
}
