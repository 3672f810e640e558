import type { Template } from "@grantry/schema";
import { microsoftMail } from "../microsoft-mail.ts";

export const outlookConsumers: Template = microsoftMail({
  id: "outlook-consumers",
  name: "Microsoft Outlook (consumers)",
  tenant: "consumers",
  placeholders: [],
  summary: { en: "Private accounts: Outlook.com, Hotmail, Live.", de: "Private Konten: Outlook.com, Hotmail, Live." },
  mailServers: {
    imap: "outlook.office365.com",
    pop3: "outlook.office365.com",
    smtp: { host: "smtp-mail.outlook.com", port: 587, encryption: "starttls" },
  },
});
