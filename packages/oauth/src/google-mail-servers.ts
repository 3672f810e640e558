import type { MailServers } from "@grantry/schema";

/** support.google.com: “Read Gmail messages on other email clients using IMAP” */
export const googleServers: MailServers = {
  imap: "imap.gmail.com",
  pop3: "pop.gmail.com",
  smtp: { host: "smtp.gmail.com", port: 465, encryption: "tls" },
};
