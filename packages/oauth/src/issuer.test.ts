import { expect, test } from "vitest";
import { isIssuer, otherIssuerIn, speaksForMany } from "./issuer.ts";

const ofMany = "https://login.microsoftonline.com/{tenantid}/v2.0";
const tid = "72f988bf-86f1-41af-91ab-2d7cd011db47";
const another = "9188040d-6c67-4c5b-b112-36a304b66dad";
const of = (tenant: string, host = "login.microsoftonline.com") => `https://${host}/${tenant}/v2.0`;

test("an issuer is compared letter by letter; one that speaks for many, with a tenant's id in its place", () => {
  expect(isIssuer("https://idp.example.com", "https://idp.example.com")).toBe(true);
  expect(isIssuer("https://idp.example.com", "https://idp.example.com/")).toBe(false);
  expect(isIssuer(ofMany, of(tid))).toBe(true);
  expect(isIssuer(of(tid), of(another))).toBe(false);
});

test.each([
  "https://evil.example/{tenantid}/v2.0",
  `https://evil.example/${tid}/v2.0`,
  `https://login.microsoftonline.com.evil.example/${tid}/v2.0`,
  `https://login.microsoftonline.com@evil.example/${tid}/v2.0`,
  `http://login.microsoftonline.com/${tid}/v2.0`,
  of("{tenantid}"),
  of("common"),
  of(""),
  of(`${tid}/x`),
  of(`${tid}?`),
  of(`x${tid}`),
  `${of(tid)}/`,
  `https://login.microsoftonline.com/${tid}`,
  of(tid, "login.microsoftonline.us"),
  "",
])("%s is no tenant of Microsoft's", (got) => {
  expect(isIssuer(ofMany, got)).toBe(false);
});

test("the placeholder is one at Microsoft's own hosts alone", () => {
  expect(speaksForMany(ofMany)).toBe(true);
  expect(speaksForMany(of("{tenantid}", "login.microsoftonline.us"))).toBe(true);
  for (const issuer of [of(tid), of("{tenantid}", "evil.example"), of("{tenant}"), ""]) {
    expect(speaksForMany(issuer)).toBe(false);
  }
  expect(isIssuer(of("{tenantid}", "evil.example"), of(tid, "evil.example"))).toBe(false);
});

test.each<[string, unknown, string, string | null]>([
  ["the expected one", { iss: "https://idp.example.com" }, "https://idp.example.com", null],
  ["the expected one but for a slash", { iss: "https://idp.example.com/" }, "https://idp.example.com", null],
  ["none", { sub: "1" }, "https://idp.example.com", null],
  ["nothing at all", undefined, "https://idp.example.com", null],
  ["Google by its other name", { iss: "accounts.google.com" }, "https://accounts.google.com", null],
  ["the tenant that it is of", { iss: of(tid), tid }, ofMany, null],
  ["the tenant that the redirect named", { iss: of(tid), tid }, ofMany, of(tid)],
])("an id_token that names %s is taken (OpenID Connect Core §3.1.3.7)", (_what, claims, expected, redirectFrom) => {
  expect(otherIssuerIn(claims, expected, redirectFrom)).toBeUndefined();
});

test.each<[string, { iss: string } & Record<string, unknown>, string, string | null]>([
  ["another provider", { iss: "https://evil.example" }, "https://idp.example.com", null],
  ["Google elsewhere", { iss: "accounts.google.com" }, "https://idp.example.com", null],
  ["a tenant that its claim does not", { iss: of(tid), tid: another }, ofMany, null],
  ["a tenant, without the claim", { iss: of(tid) }, ofMany, null],
  ["a tenant as an odd claim does", { iss: of("x"), tid: "x" }, ofMany, null],
  ["the placeholder itself", { iss: ofMany, tid: "{tenantid}" }, ofMany, null],
  ["a replacement pattern", { iss: of("$&"), tid: "$&" }, ofMany, null],
  ["another tenant than the redirect", { iss: of(tid), tid }, ofMany, of(another)],
  ["another host with the claim of a tenant", { iss: of(tid, "evil.example"), tid }, ofMany, null],
])("an id_token that names %s is not", (_what, claims, expected, redirectFrom) => {
  expect(otherIssuerIn(claims, expected, redirectFrom)).toBe(claims.iss);
});
