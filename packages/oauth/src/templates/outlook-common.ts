import type { Template } from "@grantry/schema";
import { microsoftMail } from "../microsoft-mail.ts";

export const outlookCommon: Template = microsoftMail({
  id: "outlook-common",
  name: "Microsoft Outlook (common)",
  tenant: "common",
  placeholders: [],
  summary: { en: "Any Microsoft account, work or private.", de: "Alle Microsoft-Konten, dienstlich oder privat." },
});
