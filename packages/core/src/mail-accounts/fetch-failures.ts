import type { MailFailure } from "@grantry/schema";

/** The database takes others, not this one. */
export const notStorable: MailFailure = { layer: "message", explanation: "not-storable", healsByItself: true };

/** @param limit bytes */
export function tooLarge(limit: number): MailFailure {
  const parameters = { maximum: String(Math.floor(limit / 1024)) };
  return { layer: "message", explanation: "too-large", healsByItself: false, parameters };
}

/** The connection broke at this message, which was asked for alone. */
export function notHandedOut({ said, host }: MailFailure): MailFailure {
  return {
    layer: "message",
    explanation: "message-refused",
    healsByItself: true,
    ...(host !== undefined && { host }),
    ...(said !== undefined && { said }),
  };
}

/** Whether the server says when to come again: nothing is tried before, and no message is blamed. */
export function asksForPause(failure: MailFailure): boolean {
  return failure.retryAfterSeconds !== undefined;
}
