import * as z from "zod";
import { jsonBody, jsonContent, needsSession } from "./route.ts";
import { role } from "./scopes.ts";

export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(250)
  .pipe(z.email({ error: "not-an-email" }));
/** NIST SP 800-63B: length counts, composition rules do not. */
export const newPassword = z.string().min(12, "too-short").max(128);

export const user = z.object({ id: z.string(), email: z.string(), name: z.string(), role }).meta({ id: "User" });
export type User = z.infer<typeof user>;

/** Where the first administrator's link leads; its secret follows in the fragment, so that no log sees it. */
export const firstAdministratorPath = "/first-administrator";

export const firstAdministratorInput = z
  .strictObject({ secret: z.string().min(1, "required").max(200), email, password: newPassword })
  .meta({ id: "FirstAdministratorInput" });
export type FirstAdministratorInput = z.infer<typeof firstAdministratorInput>;

export const createFirstAdministratorRoute = {
  method: "post",
  path: "/first-administrator",
  summary: "Create the first administrator with the link's secret, and sign in",
  request: { body: jsonBody(firstAdministratorInput) },
  responses: {
    201: { description: "Created and signed in", content: jsonContent(user) },
  },
  refuses: ["unreadable-request", "invalid-input", "first-administrator-link-refused"],
} as const;

export const signInInput = z
  .strictObject({ email, password: z.string().min(1, "required").max(128) })
  .meta({ id: "SignInInput" });
export type SignInInput = z.infer<typeof signInInput>;

export const signInRoute = {
  method: "post",
  path: "/auth/sign-in/email",
  summary: "Sign in: starts a session and sets its cookie",
  request: { body: jsonBody(signInInput) },
  responses: {
    201: { description: "Signed in", content: jsonContent(user) },
  },
  refuses: ["unreadable-request", "invalid-input", "sign-in-refused", "too-many-attempts"],
} as const;

export const currentSessionRoute = {
  method: "get",
  path: "/sessions/current",
  summary: "Who is signed in, and what the frame of the screens needs",
  ...needsSession,
  responses: {
    200: {
      description: "The signed-in user",
      content: jsonContent(
        z.object({
          user,
          deployment: z.object({
            fqdn: z.string().nullable(),
            /** Scheme, host and port of the pages as FQDN and HttpType say; null while FQDN is not set. */
            origin: z.string().nullable(),
            version: z.string(),
            defaultLanguage: z.enum(["en", "de"]),
            defaultTheme: z.enum(["auto", "light", "dark"]),
          }),
        }),
      ),
    },
  },
} as const;

export const signOutRoute = {
  method: "post",
  path: "/auth/sign-out",
  summary: "Sign out: ends the session",
  ...needsSession,
  responses: { 204: { description: "Signed out" } },
} as const;
