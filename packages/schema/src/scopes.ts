import * as z from "zod";

/** What an API key may be allowed. `admin` includes all others. */
export const scopes = [
  "tokens:read",
  "token-configs:read",
  "token-configs:write",
  "templates:read",
  "notifications:read",
  "settings:read",
  "settings:write",
  "app-registrations:write",
  "audit:read",
  "metrics:read",
  "web-services:read",
  "web-services:run",
  "web-services:write",
  "mail:read",
  "mail:write",
  "admin",
] as const;
export const scope = z.enum(scopes).meta({ id: "Scope" });
export type Scope = z.infer<typeof scope>;

export const roles = ["administrator"] as const;
export const role = z.enum(roles).meta({ id: "Role" });
export type Role = z.infer<typeof role>;

const scopesOfRole = { administrator: ["admin"] } as const satisfies Record<Role, readonly Scope[]>;

/** Who asks: a person by session, a program by API key, the command line, or the clock. */
export type Actor =
  | { readonly kind: "user"; readonly id: string; readonly role: Role; readonly label: string }
  | {
      readonly kind: "api-key";
      readonly id: string;
      readonly scopes: readonly Scope[];
      /** Names or ids of the configurations it may read; `null` means all. */
      readonly tokenConfigs: readonly string[] | null;
      readonly label: string;
    }
  | { readonly kind: "console"; readonly id: "console"; readonly label: string }
  | { readonly kind: "clock"; readonly id: "clock"; readonly label: string };

/** The one question about rights: may this actor do what the scope names? */
export function mayDo(actor: Actor, wanted: Scope): boolean {
  if (actor.kind === "console" || actor.kind === "clock") return true;
  const held: readonly Scope[] = actor.kind === "user" ? scopesOfRole[actor.role] : actor.scopes;
  return held.includes("admin") || held.includes(wanted);
}
