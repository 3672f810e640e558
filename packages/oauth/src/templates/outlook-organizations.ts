import type { Template } from "@grantry/schema";
import { microsoftMail } from "../microsoft-mail.ts";

export const outlookOrganizations: Template = microsoftMail({
  id: "outlook-organizations",
  name: "Microsoft Outlook (organizations)",
  tenant: "organizations",
  placeholders: [],
  summary: { en: "Work and school accounts of any organisation.", de: "Arbeits- und Schulkonten jeder Organisation." },
});
