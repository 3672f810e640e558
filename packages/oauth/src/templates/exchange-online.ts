import type { Template } from "@grantry/schema";
import { microsoftMail, tenant } from "../microsoft-mail.ts";

export const exchangeOnline: Template = microsoftMail({
  id: "exchange-online",
  name: "Microsoft Exchange Online",
  tenant: "{tenant}",
  placeholders: [tenant],
  summary: {
    en: "Microsoft 365 mailboxes by IMAP, POP3 and SMTP. Someone signs in once.",
    de: "Microsoft-365-Postfächer über IMAP, POP3 und SMTP. Jemand meldet sich einmal an.",
  },
});
