import type { MailAccountInput, MailServers } from "@grantry/schema";

type Known = ReadonlyMap<string, MailServers | null>;

/** Graph has one address for everyone (learn.microsoft.com: “National cloud deployments”). */
const graphHost = "graph.microsoft.com";

/**
 * What a provider's mail servers put into the form: hosts where nothing stands, or what an earlier choice put there.
 * @param servers of the chosen configuration's template
 * @param known of all templates: what one of them says was not typed by a person
 */
export function serversToFill(
  { type, host, smtpHost }: Pick<MailAccountInput, "type" | "host" | "smtpHost">,
  servers: MailServers | null | undefined,
  known: Known,
): ["host" | "smtpHost" | "smtpPort" | "smtpEncryption", string | number][] {
  const all = [...known.values()].filter((one) => one !== null);
  const isFree = (value: string) =>
    value === "" || value === graphHost || all.some(({ imap, pop3, smtp }) => [imap, pop3, smtp.host].includes(value));
  const fromServers = type.startsWith("POP3") ? servers?.pop3 : servers?.imap;
  const incoming = type === "MSGraph" ? graphHost : fromServers;
  return [
    ...(incoming !== undefined && isFree(host) ? ([["host", incoming]] as const) : []),
    ...(servers && isFree(smtpHost)
      ? ([
          ["smtpHost", servers.smtp.host],
          ["smtpPort", servers.smtp.port],
          ["smtpEncryption", servers.smtp.encryption],
        ] as const)
      : []),
  ].map(([field, value]) => [field, value]);
}
