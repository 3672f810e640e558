import * as z from "zod";
import { MailFault, quoted } from "../mail-fault.ts";
import { withoutSecrets } from "../secret-forms.ts";
import type { GraphTarget } from "./graph-http.ts";

interface Refused {
  readonly status: number;
  readonly body: Uint8Array;
  /** How long Graph asks to be left alone. */
  readonly askedMs: number | undefined;
}

/** Where Graph throttles without saying for how long. */
const THROTTLED_MS = 60_000;
const errorBody = z.object({ error: z.object({ code: z.string().catch(""), message: z.string().catch("") }) });
const mailboxIsMissing = /ErrorInvalidUser|MailboxNotEnabledForRESTAPI|Request_ResourceNotFound/i;

/** Throttled, or out of order for a while. @see https://learn.microsoft.com/graph/throttling */
export function isBusy(status: number): boolean {
  return status === 429 || status === 503 || status === 504;
}

/** What a refusal of Graph means. @see https://learn.microsoft.com/graph/errors */
export function graphRefusal({ accessToken, login, host }: GraphTarget, { status, body, askedMs }: Refused): MailFault {
  const { code, message } = errorOf(body);
  const pauseMs = askedMs ?? (status === 429 ? THROTTLED_MS : undefined);
  const facts = {
    host,
    said: quoted(withoutSecrets(`${status} ${code} ${message}`, [accessToken.reveal()])),
    parameters: { login },
    ...(pauseMs !== undefined && { retryAfterSeconds: Math.ceil(pauseMs / 1000) }),
  };
  if (isBusy(status))
    return new MailFault({ ...facts, layer: "mailbox", explanation: "throttled", healsByItself: true });
  if (status === 401)
    return new MailFault({ ...facts, layer: "login", explanation: "graph-token-refused", healsByItself: false });
  if (status === 403)
    return new MailFault({ ...facts, layer: "login", explanation: "graph-not-permitted", healsByItself: false });
  if (status === 404 && mailboxIsMissing.test(code))
    return new MailFault({ ...facts, layer: "mailbox", explanation: "graph-mailbox-missing", healsByItself: false });
  return new MailFault({ ...facts, layer: "mailbox", explanation: "mailbox-refused", healsByItself: status >= 500 });
}

function errorOf(body: Uint8Array): { code: string; message: string } {
  try {
    return errorBody.parse(JSON.parse(new TextDecoder().decode(body))).error;
  } catch {
    return { code: "", message: "" }; // a gateway's own words, or none
  }
}
