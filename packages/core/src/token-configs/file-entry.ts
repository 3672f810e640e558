import {
  type InputError,
  inputErrorsOf,
  type Secret,
  secret,
  shownName,
  type TokenConfigDocument,
  tokenConfigDocument,
  type Validity,
  validities,
} from "@grantry/schema";
import type { Plain, PlainObject } from "@grantry/token-config-file";
import * as z from "zod";

/** An entry of a file that makes sense by itself. */
export interface ReadEntry {
  readonly name: string;
  readonly validity: Validity;
  readonly document: TokenConfigDocument;
  /** The document as it came, which is what is stored: nothing that we do not know is lost. */
  readonly documentAsCame: PlainObject;
  readonly clientSecret: Secret<string> | null;
  /** What else stood in the entry; an `ID` never counts (parity 56). */
  readonly members: PlainObject;
}

const validIds = ["1", "2", "3"] as const; // the seed's ids of `validities`, in their order

const entryShape = z.looseObject({
  Name: shownName,
  ValidID: z.enum(validIds).nullish(),
  Config: tokenConfigDocument.extend({ ClientSecret: z.string().max(10_000).nullish() }),
});

/** Reads one entry. What is wrong with it comes as complaints, all at once, with their places in the entry. */
export function readFileEntry({ value }: { readonly value: unknown }): ReadEntry | { readonly errors: InputError[] } {
  const parsed = entryShape.safeParse(value);
  if (!parsed.success) return { errors: inputErrorsOf(parsed.error.issues, value) };
  const { Name: name, ValidID: validId, Config: config } = parsed.data;
  const { ClientSecret: clientSecret, ...document } = config;
  const { Config: configAsCame, Name: _name, ValidID: _validId, ID: _id, ...members } = value as PlainObject; // parsed above
  const { ClientSecret: _secret, ...documentAsCame } = configAsCame as PlainObject;
  return {
    name,
    validity: validities[validIds.indexOf(validId ?? "1")] ?? "valid",
    document,
    documentAsCame,
    clientSecret: clientSecret ? secret(clientSecret) : null,
    members,
  };
}

/** What a configuration needs and a template has not: the client. */
export function clientErrors({ ClientID: clientId }: TokenConfigDocument): InputError[] {
  return clientId ? [] : [{ pointer: "/ClientID", message: "required" }];
}

/** The name of an entry, readable or not. */
export function nameInFile(value: Plain): string | null {
  const name = typeof value === "object" && value !== null && "Name" in value ? value["Name"] : undefined;
  return typeof name === "string" && name !== "" ? name : null;
}
