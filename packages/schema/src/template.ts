import * as z from "zod";
import { grant } from "./grants.ts";
import type { Words } from "./language.ts";
import { smtpEncryption } from "./mail-account-types.ts";
import { clientAuthentications, type TokenConfigDocument } from "./token-config-document.ts";

/** The fields of the form that a template may explain in the provider's own words. */
export const explainedFields = [
  "name",
  "clientId",
  "clientSecret",
  "scope",
  "authorizationUrl",
  "tokenUrl",
  "refreshUrl",
] as const;
export type ExplainedField = (typeof explainedFields)[number];

/** A value that the provider's URLs or scope need, asked for as a field of its own. `{tenant}` in the document is its place. */
export interface TemplatePlaceholder {
  readonly name: string;
  readonly label: Words;
  readonly help: Words;
  readonly example: string;
  /** Source of a regular expression that the whole value matches. */
  readonly pattern: string;
  readonly refusal: Words;
  readonly prefilled?: string;
}

/** A mistake that many make, told at the field. `pattern` matches the mistaken value. */
export interface TemplateMistake {
  readonly field: ExplainedField | `placeholders.${string}`;
  readonly pattern: string;
  readonly message: Words;
  /** A mistaken value, as people enter it. */
  readonly example: string;
}

/** The mistakes that are made. `valueAt` gives what was typed into a field: `clientId`, `placeholders.tenant`. */
export function mistakesIn<M extends { readonly field: string; readonly pattern: string }>(
  known: readonly M[],
  valueAt: (field: string) => string | undefined,
): M[] {
  return known.filter(({ field, pattern }) => {
    const value = valueAt(field)?.trim() ?? "";
    return value !== "" && new RegExp(pattern).test(value);
  });
}

/** Where a provider's mailboxes are reached with the tokens of a template. */
const mailServers = z.object({
  imap: z.string(),
  pop3: z.string(),
  smtp: z.object({ host: z.string(), port: z.int(), encryption: smtpEncryption }),
});
export type MailServers = z.infer<typeof mailServers>;

/** Under what a template is offered, in this order. `own`: made from a file. */
export const templateGroups = ["practice", "own", "mail", "business", "generic"] as const;
type TemplateGroup = (typeof templateGroups)[number];

/** What a provider template may say. A template is data: a file in `packages/oauth/src/templates` and its line in the list. */
export interface Template {
  readonly id: string;
  readonly name: string;
  readonly group: TemplateGroup;
  readonly grant: z.infer<typeof grant>;
  readonly summary: Words;
  /** Complete but for `ClientID`; `{placeholder}` places are filled from the form. */
  readonly document: TokenConfigDocument;
  readonly placeholders: readonly TemplatePlaceholder[];
  readonly fields: Partial<
    Record<ExplainedField, { readonly label?: Words; readonly help?: Words; readonly prefilled?: string }>
  >;
  readonly mistakes: readonly TemplateMistake[];
  /** Where in the provider's console the redirect URI goes, in its own menu names. */
  readonly redirectUriHelp: Words;
  /** Known scopes with their meaning. */
  readonly scopes: readonly { readonly value: string; readonly meaning: Words }[];
  /** Whether a configuration works without a client secret (a public client with PKCE, RFC 7636). */
  readonly clientSecret: "required" | "optional";
  /** Days after which an unused refresh token dies, where the provider documents it. */
  readonly refreshTokenIdleDays?: number;
  /** Seconds after its use in which the provider takes a refresh token once more, where it documents that. */
  readonly refreshTokenGraceSeconds?: number;
  /** Days after which a grant ends while the app is not published, where the provider has such a rule. */
  readonly testingRuleDays?: number;
  /** What a mail account that takes these tokens is filled with. */
  readonly mailServers?: MailServers;
}

/** A template as the API shows it: one language, places of the host filled. */
export const templateView = z
  .object({
    id: z.string(),
    name: z.string(),
    group: z.enum(templateGroups),
    grant,
    summary: z.string(),
    authorizationUrl: z.string().describe("with {placeholder} places"),
    tokenUrl: z.string(),
    refreshUrl: z.string(),
    deviceUrl: z.string(),
    revocationUrl: z.string(),
    issuer: z.string(),
    issuerRequired: z.boolean(),
    scope: z.string(),
    notifications: z.object({ expiredToken: z.boolean(), expiredRefreshToken: z.boolean() }),
    placeholders: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        help: z.string(),
        example: z.string(),
        pattern: z.string(),
        refusal: z.string(),
        prefilled: z.string(),
      }),
    ),
    fields: z.partialRecord(
      z.enum(explainedFields),
      z.object({ label: z.string().optional(), help: z.string().optional(), prefilled: z.string().optional() }),
    ),
    mistakes: z.array(z.object({ field: z.string(), pattern: z.string(), message: z.string() })),
    redirectUriHelp: z.string(),
    scopes: z.array(z.object({ value: z.string(), meaning: z.string() })),
    clientSecret: z.enum(["required", "optional"]),
    mailServers: z.union([mailServers, z.null()]).describe("hosts of mail accounts that take these tokens"),
    testingRuleDays: z.int().nullable().describe("days after which a grant ends while the app is in testing"),
    clientAuthentication: z.enum(clientAuthentications),
  })
  .meta({ id: "Template" });
export type TemplateView = z.infer<typeof templateView>;
