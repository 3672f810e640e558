import type { WebService, WebServiceInput, webServiceInput } from "@grantry/schema";
import type { UseFormReturn } from "react-hook-form";
import type * as z from "zod";

export type WebServiceValues = z.input<typeof webServiceInput>;
export type WebServiceFields = UseFormReturn<WebServiceValues, unknown, WebServiceInput>;

/** A form for a service that is new: what most are like. */
export const newWebService: WebServiceValues = {
  name: "",
  type: "rest",
  endpoint: "",
  authentication: { type: "token-config", tokenConfig: "" },
  timeoutSeconds: 30,
  soapVersion: "1.1",
  debugLog: "all",
  tls: { verify: true, ca: "" },
  validity: "valid",
};

/** A stored service as its form begins; what is secret is not in it. */
export function valuesOf({ authentication, ...service }: WebService): WebServiceValues {
  switch (authentication.type) {
    case "none":
      return { ...service, authentication };
    case "basic":
      return { ...service, authentication: { type: "basic", username: authentication.username } };
    case "api-key":
      return { ...service, authentication: { type: "api-key", in: authentication.in, name: authentication.name } };
    case "token-config":
      return { ...service, authentication: { type: "token-config", tokenConfig: authentication.tokenConfig } };
  }
}
