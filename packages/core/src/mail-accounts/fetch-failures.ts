import type { TransportFailure } from "@grantry/schema";

/** The database takes others, not this one. */
export const notStorable: TransportFailure = { layer: "message", explanation: "not-storable", healsByItself: true };

/** @param limit bytes */
export function tooLarge(limit: number): TransportFailure {
  const parameters = { maximum: String(Math.floor(limit / 1024)) };
  return { layer: "message", explanation: "too-large", healsByItself: false, parameters };
}

/** The connection broke at this message, which was asked for alone. */
export function notHandedOut({ said, host }: TransportFailure): TransportFailure {
  return {
    layer: "message",
    explanation: "message-refused",
    healsByItself: true,
    ...(host !== undefined && { host }),
    ...(said !== undefined && { said }),
  };
}

/** Whether the server says when to come again: nothing is tried before, and no message is blamed. */
export function asksForPause(failure: TransportFailure): boolean {
  return failure.retryAfterSeconds !== undefined;
}

/**
 * Exchange hands out a message of its own where it cannot hand out the right one, which attachments that are still being
 * checked keep back; deleting that one would delete the right one. `null`: this is an ordinary message.
 */
export function standsInForAnother(subject: string | null): TransportFailure | null {
  if (!/^Retrieval using the (IMAP4|POP3) protocol failed for the following message/.test(subject ?? "")) return null;
  return { layer: "message", explanation: "microsoft-safe-attachments", healsByItself: true };
}

/** Whether the server ended the session because the token had ended: no message's fault, and the next one has another. */
export function isEndOfToken(failure: TransportFailure): boolean {
  return failure.explanation === "token-ended-in-session";
}
