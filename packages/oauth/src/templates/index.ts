import type { Template } from "@grantry/schema";
import { custom } from "./custom.ts";
import { customDevice } from "./custom-device.ts";
import { customTokenExchange } from "./custom-token-exchange.ts";
import { exchangeOnline } from "./exchange-online.ts";
import { exchangeOnlineApp } from "./exchange-online-app.ts";
import { googleMail } from "./google-mail.ts";
import { googleServiceAccount } from "./google-service-account.ts";
import { outlookCommon } from "./outlook-common.ts";
import { outlookConsumers } from "./outlook-consumers.ts";
import { outlookOrganizations } from "./outlook-organizations.ts";
import { practice } from "./practice.ts";

/** Every provider template, in the order in which people see them. */
export const templates: readonly Template[] = [
  practice,
  googleMail,
  googleServiceAccount,
  exchangeOnline,
  exchangeOnlineApp,
  outlookCommon,
  outlookConsumers,
  outlookOrganizations,
  custom,
  customDevice,
  customTokenExchange,
];

export function findTemplate(id: string): Template | undefined {
  return templates.find((template) => template.id === id);
}
