import * as z from "zod";

/** How a mailbox is reached; the names are the seed system's. */
export const mailAccountTypes = ["IMAP", "IMAPS", "IMAPTLS", "POP3", "POP3S", "POP3TLS", "MSGraph"] as const;
export const mailAccountType = z.enum(mailAccountTypes).meta({ id: "MailAccountType" });
export type MailAccountType = z.infer<typeof mailAccountType>;

/** The port of each type where an account names none. */
export const mailAccountPorts: Readonly<Record<MailAccountType, number>> = {
  IMAP: 143,
  IMAPTLS: 143,
  IMAPS: 993,
  POP3: 110,
  POP3TLS: 110,
  POP3S: 995,
  MSGraph: 443,
};

/** Whether a mailbox of this type has folders to choose from. */
export function hasFolders(type: MailAccountType): boolean {
  return !type.startsWith("POP3");
}

/** How a connection for sending is secured: not at all, by STARTTLS, or by TLS from the start. */
export const smtpEncryptions = ["tls", "starttls", "none"] as const;
export const smtpEncryption = z.enum(smtpEncryptions);
export type SmtpEncryption = z.infer<typeof smtpEncryption>;

export const smtpPorts: Readonly<Record<SmtpEncryption, number>> = { tls: 465, starttls: 587, none: 25 };
