import { isObject, textOf } from "./answer-members.ts";

/** A provider whose one document speaks for many tenants, each of which answers under an issuer of its own. */
interface TenantRule {
  /** The hosts that are the provider's own: at any other the same words are just words. */
  readonly origins: readonly string[];
  /** What the path of an issuer is, around the tenant. */
  readonly around: readonly [string, string];
  /** What stands for the tenant in the documents that speak for many, and which tenants ask for such a document. */
  readonly placeholder: string;
  readonly many: readonly string[];
  /** A tenant's id, which has the place in answers and in id_tokens, and the claim that repeats it there. */
  readonly tenant: RegExp;
  readonly claim: string;
}

/** @see https://learn.microsoft.com/entra/identity-platform/access-tokens#multitenant-applications */
const tenantRules: readonly TenantRule[] = [
  {
    origins: [
      "https://login.microsoftonline.com",
      "https://login.microsoftonline.us",
      "https://login.partner.microsoftonline.cn",
    ],
    around: ["/", "/v2.0"],
    placeholder: "{tenantid}",
    many: ["common", "organizations"],
    tenant: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    claim: "tid",
  },
];

/** Issuers that name themselves otherwise in id_tokens. @see https://developers.google.com/identity/openid-connect/openid-connect */
const otherNames: Readonly<Record<string, string>> = { "https://accounts.google.com": "accounts.google.com" };

/**
 * Whether a discovery document of this issuer may be found where that one was asked: it is the same (RFC 8414 §3.3), or
 * both are one provider's, which says by rule whom it speaks for. An id that was asked for is answered by that id alone.
 */
export function maySpeakFor(asked: string, issuer: string): boolean {
  if (withoutSlash(asked) === withoutSlash(issuer)) return true;
  const rule = tenantRules.find(({ origins }) => origins.some((origin) => asked.startsWith(`${origin}/`)));
  const [from, to] = [tenantIn(asked, rule), tenantIn(issuer, rule)];
  if (!rule || from === undefined || to === undefined || originOf(asked) !== originOf(issuer)) return false;
  if (rule.many.includes(from)) return to === rule.placeholder;
  return !rule.tenant.test(from) && rule.tenant.test(to); // a domain, or a name for a tenant of the provider's own
}

/** Whether an issuer speaks for many tenants, and so is no name to address anybody by. */
export function speaksForMany(issuer: string): boolean {
  return ruleOf(issuer) !== undefined;
}

/**
 * Whether an answer came from the expected issuer: letter by letter (RFC 9207 §2.4), where one speaks for many tenants
 * with a tenant's id in its place.
 */
export function isIssuer(expected: string, got: string): boolean {
  const rule = ruleOf(expected);
  if (!rule) return got === expected;
  const tenant = tenantIn(got, rule);
  return tenant !== undefined && rule.tenant.test(tenant) && got === expected.replace(rule.placeholder, tenant);
}

/**
 * The issuer that an id_token names where it is not the expected one: OpenID Connect Core §3.1.3.7, 2. One tenant of
 * many must be the one that the token's own claim names, and the one that the redirect named.
 * @param redirectFrom the `iss` of the redirect, which was found right; `null`: it named none
 * @returns `undefined`: right, or the claims name no issuer
 */
export function otherIssuerIn(claims: unknown, expected: string, redirectFrom: string | null): string | undefined {
  const got = isObject(claims) ? textOf(claims["iss"]) : undefined;
  if (!isObject(claims) || got === undefined || got === otherNames[expected]) return undefined;
  const rule = ruleOf(expected);
  const exact = rule ? expected.replace(rule.placeholder, textOf(claims[rule.claim]) ?? "") : expected;
  const isRight = withoutSlash(got) === withoutSlash(exact) && (!rule || isIssuer(expected, got));
  return isRight && (!rule || got === (redirectFrom ?? got)) ? undefined : got;
}

function ruleOf(issuer: string): TenantRule | undefined {
  return tenantRules.find(
    (rule) => rule.origins.includes(originOf(issuer)) && tenantIn(issuer, rule) === rule.placeholder,
  );
}

function tenantIn(issuer: string, rule: TenantRule | undefined): string | undefined {
  const [before = "", after = ""] = rule?.around ?? [];
  const path = issuer.slice(originOf(issuer).length);
  const tenant = path.slice(before.length, path.length - after.length);
  return rule && path === `${before}${tenant}${after}` && !tenant.includes("/") ? tenant : undefined;
}

function originOf(issuer: string): string {
  return /^https:\/\/[^/?#@]+/.exec(issuer)?.[0] ?? "";
}

function withoutSlash(text: string): string {
  return text.replace(/\/$/, "");
}
