import * as z from "zod";

/** How an access token is obtained the first time. `refresh_token` is how it is renewed and no configuration's own grant. */
export const grants = [
  "authorization_code",
  "client_credentials",
  "device_code",
  "jwt_bearer",
  "token_exchange",
] as const;
export const grant = z.enum(grants).meta({ id: "Grant" });
export type Grant = z.infer<typeof grant>;
