import type { TokenConfigDocument } from "@grantry/schema";

/** What the document asks for and cannot do without. */
export function requiredScopes({ Scope, Grantry }: TokenConfigDocument): string[] {
  const asked = (Scope ?? "").split(" ");
  return (Grantry?.RequiredScopes ?? []).filter((scope) => asked.includes(scope));
}
