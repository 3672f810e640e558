import type { EgressRules } from "./egress.ts";
import { isLoopback } from "./settings.ts";

/** Whether a mail server may be anywhere, also in a private network: listed by name, or this machine. */
export function isListedMailHost(host: string, port: number, rules: EgressRules): boolean {
  if (rules.loopbackAllowed && isLoopback(host)) return true;
  const listed = rules.allowedPrivateHosts.map((entry) => entry.toLowerCase());
  return [host, `${host}:${port}`].some((wanted) => listed.includes(wanted.toLowerCase()));
}
