import { MailFault } from "./mail-fault.ts";

/**
 * What is told when a message was handed over and no answer says that it was refused: the server may have taken it, so
 * nobody sends it a second time by themselves. A refusal stays what it is.
 * @param isRefusal of a server that answered
 */
export function perhapsSent(error: unknown, isRefusal: (said: string) => boolean): unknown {
  if (!(error instanceof MailFault)) return error;
  const { retryAfterSeconds: _never, ...failure } = error.failure;
  if (failure.layer !== "network" && isRefusal(failure.said ?? "")) return error;
  return new MailFault({ ...failure, explanation: "perhaps-sent", healsByItself: false });
}
