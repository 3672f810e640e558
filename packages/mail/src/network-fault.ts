import { MailFault } from "./mail-fault.ts";
import type { NetworkReason } from "./network.ts";

const explanations: Readonly<Record<NetworkReason, string>> = {
  timeout: "timeout",
  dns: "host-unknown",
  refused: "connection-refused",
  tls: "tls-failed",
  reset: "connection-lost",
  blocked: "blocked-address",
  unreachable: "unreachable",
};
const needsSomeone: ReadonlySet<NetworkReason> = new Set(["tls", "blocked"]);

/** What happened on the way to a mail server. `detail`: a code or the system's own words. */
export function networkFault(reason: NetworkReason, host: string, detail?: string): MailFault {
  return new MailFault({
    layer: "network",
    explanation: explanations[reason],
    healsByItself: !needsSomeone.has(reason),
    host,
    ...(detail !== undefined && { said: detail }),
  });
}
