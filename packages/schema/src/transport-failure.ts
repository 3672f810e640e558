import * as z from "zod";
import { providerFailure } from "./provider-failure.ts";

/**
 * Where bringing a message from or to another server fails: on the way (`network`), because there is no token (`token`),
 * because the server does not take who we are (`login`), because the mailbox does not open (`mailbox`), at one message, at
 * `sending` one, or at the `webhook` that it is handed to.
 */
export const transportLayers = ["network", "token", "login", "mailbox", "message", "sending", "webhook"] as const;
export const transportLayer = z.enum(transportLayers);
export type TransportLayer = z.infer<typeof transportLayer>;

/**
 * A failure at a mail server or webhook, as facts. Stored so, and put into words when read (the reader's language). Holds
 * no secret: what the server said is cut, and never contains what we sent.
 */
export const transportFailure = z.object({
  layer: transportLayer,
  /** Which explanation tells it in words. */
  explanation: z.string(),
  /** Whether trying again later may help with nothing changed. */
  healsByItself: z.boolean(),
  host: z.string().optional(),
  /** The server's own words; an error in base64 is opened. */
  said: z.string().optional(),
  /** Seconds, as the server asked by `Retry-After`. */
  retryAfterSeconds: z.number().optional(),
  /** Further facts for the words, for example `{folders}`. */
  parameters: z.record(z.string(), z.string()).optional(),
  /** Why there is no token: the refusal's place in the catalogue, and what the provider did. */
  token: z
    .object({
      slug: z.string(),
      parameters: z.record(z.string(), z.union([z.string(), z.number()])),
      failure: providerFailure.optional(),
    })
    .optional(),
});
export type TransportFailure = z.infer<typeof transportFailure>;
