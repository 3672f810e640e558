import { findAppRegistration } from "@grantry/db";
import type { TokenConfigDocument } from "@grantry/schema";
import type { Context } from "../context.ts";
import { viewOfDocument } from "./document.ts";

/** A client at the origin of a token endpoint, as a document names it. */
export interface RegistrationKey {
  readonly tokenOrigin: string;
  readonly clientId: string;
}

/** An app registration as a document names it, and what is known of it. */
export interface NamedRegistration {
  readonly key: RegistrationKey;
  readonly known:
    | { readonly id: string; readonly clientSecretSet: boolean; readonly clientKeySet: boolean }
    | undefined;
}

/** The registration that a document belongs to. */
export function registrationKeyOf(document: TokenConfigDocument): RegistrationKey {
  const { tokenUrl } = viewOfDocument(document);
  return {
    tokenOrigin: URL.canParse(tokenUrl) ? new URL(tokenUrl).origin : "",
    clientId: document.ClientID ?? "",
  };
}

/** The same, looked up. One statement. */
export async function registrationOf(
  ctx: Pick<Context, "db">,
  document: TokenConfigDocument,
): Promise<NamedRegistration> {
  const key = registrationKeyOf(document);
  return { key, known: await findAppRegistration(ctx.db, key) };
}
