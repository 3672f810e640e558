import {
  type Grant,
  type InputError,
  inputRefused,
  mistakesIn,
  type Template,
  type TokenConfigInput,
} from "@grantry/schema";
import type { Context } from "../context.ts";
import type { DocumentView } from "./document.ts";
import { endpointErrors } from "./endpoints.ts";
import type { NamedRegistration } from "./registration.ts";
import { subjectErrors } from "./subject.ts";

interface Checked {
  readonly input: TokenConfigInput;
  readonly template: Template | undefined;
  readonly grant: Grant;
  readonly view: DocumentView;
  readonly registration: NamedRegistration;
  /** `null`: a new configuration. */
  readonly id: string | null;
}

/**
 * Refuses what a configuration cannot work with, all complaints at once: endpoints that are missing or may not be
 * called, placeholders that do not fit, mistakes that the template knows.
 */
export async function refuseUnusable(ctx: Context, checked: Checked): Promise<void> {
  const errors = [
    ...(await endpointErrors(ctx, checked)),
    ...(await subjectErrors(ctx, { ...checked, of: checked.id, pointer: "/subjectTokenConfig" })),
    ...placeholderErrors(checked),
    ...knownMistakes(checked),
    ...proofErrors(checked),
  ];
  if (errors.length > 0) throw inputRefused(errors);
}

function placeholderErrors({ template, input }: Checked): InputError[] {
  return (template?.placeholders ?? []).flatMap(({ name, pattern, refusal }): InputError[] => {
    const value = input.placeholders[name] ?? "";
    const pointer = `/placeholders/${name}`;
    if (value === "") return [{ pointer, message: "required" }];
    return new RegExp(pattern).test(value) ? [] : [{ pointer, message: refusal }];
  });
}

function knownMistakes({ template, input, view }: Checked): InputError[] {
  const placeholders = Object.entries(input.placeholders).map(([name, value]) => [`placeholders.${name}`, value]);
  const typed: Readonly<Record<string, string | undefined>> = {
    name: input.name,
    scope: view.scope,
    authorizationUrl: view.authorizationUrl,
    tokenUrl: view.tokenUrl,
    refreshUrl: view.refreshUrl,
    clientId: input.clientId,
    clientSecret: input.clientSecret,
    ...Object.fromEntries(placeholders),
  };
  return mistakesIn(template?.mistakes ?? [], (field) => typed[field]).map(({ field, message }) => ({
    pointer: `/${field.replaceAll(".", "/")}`,
    message,
  }));
}

/** What the client is to prove itself with must be known, or come along. */
function proofErrors({ template, input, grant, registration: { known }, view }: Checked): InputError[] {
  switch (view.clientAuthentication) {
    case "none": {
      const isMissing = grant === "jwt_bearer" && !known?.clientKeySet && !input.clientKey;
      return isMissing ? [{ pointer: "/clientKey", message: "required" }] : [];
    }
    case "private_key_jwt":
      return known?.clientKeySet || input.clientKey ? [] : [{ pointer: "/clientKey", message: "required" }];
    default:
      if (known?.clientSecretSet || input.clientSecret || template?.clientSecret === "optional") return [];
      return [{ pointer: "/clientSecret", message: "required" }];
  }
}
