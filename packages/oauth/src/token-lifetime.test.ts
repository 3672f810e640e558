import { expect, test } from "vitest";
import { parseMembers } from "./answer-members.ts";
import { lifetimeOf, refreshLifetimeOf } from "./token-lifetime.ts";

const now = Date.parse("2026-11-24T09:00:00Z");

function read(
  members: object,
  defaultLifetime?: number | "never",
  mapping: Record<string, string> = {},
  unit?: "seconds" | "milliseconds",
) {
  const parsed = parseMembers(JSON.stringify(members), mapping);
  if (!parsed) throw new Error("an object is always readable");
  const { expiresInSeconds, expirySource } = lifetimeOf(parsed, { defaultLifetime, unit, now });
  return [expiresInSeconds, expirySource];
}

test.each([
  ["a number", { expires_in: 3600 }, 3600, "provider"],
  ["digits", { expires_in: "3600" }, 3600, "provider"],
  ["a fraction", { expires_in: 3599.5 }, 3599, "provider"],
  ["five seconds", { expires_in: 5 }, 5, "provider"],
  ["60 days", { expires_in: 5_184_000 }, 5_184_000, "provider"],
  ["what may be milliseconds", { expires_in: 86_400_000 }, 3600, "assumed"],
  ["an instant in seconds", { expires_at: now / 1000 + 60 }, 60, "provider"],
  ["an instant in milliseconds", { expires_at: now + 60_000 }, 60, "provider"],
  ["a date", { expires_on: "2026-11-24T09:01:00Z" }, 60, "provider"],
  ["nothing", {}, 3600, "assumed"],
  ["null", { expires_in: null }, 3600, "assumed"],
  ["zero", { expires_in: 0 }, 3600, "assumed"],
  ["a negative number", { expires_in: -1 }, 3600, "assumed"],
  ["words", { expires_in: "1h" }, 3600, "assumed"],
  ["a number beyond belief", { expires_in: 1e300 }, 3600, "assumed"],
  ["an instant that is past", { expires_at: "2020-01-01" }, 3600, "assumed"],
  ["a truth value", { expires_in: true }, 3600, "assumed"],
])("parity 27: an access token's lifetime given as %s (RFC 6749 §5.1)", (_kind, members, seconds, source) => {
  expect(read(members)).toEqual([seconds, source]);
});

test("where the provider does not say, the template's default holds, and only a template can say never", () => {
  expect(read({}, 7200)).toEqual([7200, "template"]);
  expect(read({ expires_in: 0 }, "never")).toEqual([null, "template"]);
  expect(read({ expires_in: 60 }, "never")).toEqual([60, "provider"]);
});

test.each([
  [{ expires_in: 86_400_000 }, "milliseconds", 86_400],
  [{ expires_in: 31_536_000 }, "seconds", 31_536_000],
  [{ expires_in: 400_000_000 }, "seconds", 3600],
] as const)("%j is believed where the document says that it counts %s", (members, unit, seconds) => {
  expect(read(members, undefined, {}, unit)[0]).toBe(seconds);
});

test("the standard name is read where the document maps another one that is missing", () => {
  expect(read({ expires_in: 60 }, undefined, { expires: "TokenExpirationDate" })).toEqual([60, "provider"]);
});

test.each([
  [{ refresh_token_expires_in: 604_800 }, 604_800],
  [{ x_refresh_token_expires_in: "8726400" }, 8_726_400],
  [{ refresh_expires_in: 15_552_000 }, 15_552_000],
  [{ refresh_token_expires_in: 0 }, undefined],
  [{ refresh_token_expires_in: "soon" }, undefined],
  [{}, undefined],
])("parity 28: a refresh token's lifetime in %j is %s", (members, seconds) => {
  const parsed = parseMembers(JSON.stringify(members), {});
  expect(parsed && refreshLifetimeOf(parsed)).toBe(seconds);
});
