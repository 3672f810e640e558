import { type EgressRules, isListedMailHost } from "@grantry/core";
import type { MailNetwork } from "@grantry/mail";
import { nodeMailNetwork } from "@grantry/mail/node";
import { isPublic } from "./egress-route.ts";

/** The way to mail servers, by the same rules as the way out by HTTPS. */
export function mailNetworkWith(rules: EgressRules): MailNetwork {
  const isListed = (host: string, port: number) => isListedMailHost(host, port, rules);
  return nodeMailNetwork({ timeoutMs: rules.timeoutMs, isPublic, isListed });
}
