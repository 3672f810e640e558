import fc from "fast-check";
import { expect, test } from "vitest";
import { accountNamesOf, claimsOf } from "./id-token.ts";
import { idTokenWith } from "./testing/answers.ts";

const accountOf = (idToken: unknown) => accountNamesOf(claimsOf(idToken))[0];

test.each([
  [{ email: "desk@example.com", preferred_username: "desk", sub: "1" }, "desk@example.com"],
  [{ preferred_username: "désk@example.com", upn: "u", sub: "1" }, "désk@example.com"],
  [{ upn: "u@example.com", sub: "1" }, "u@example.com"],
  [{ sub: "1" }, "1"],
  [{ email: 5, sub: "1" }, "1"],
  [{ email: "line\nbreak", sub: "1" }, "1"],
  [{ email: "x".repeat(400), sub: "1" }, "1"],
  [{}, undefined],
  [[], undefined],
  [null, undefined],
])("the account in %j is %s (OpenID Connect Core §3.1.3.7)", (claims, account) => {
  expect(accountOf(idTokenWith(claims))).toBe(account);
});

test("what is no JWT names nobody", () => {
  for (const value of [undefined, null, 5, "", "a.b.c", "only", "a.!!!.c"]) expect(accountOf(value)).toBeUndefined();
});

test("never throws on any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      accountOf(text);
      accountOf(`a.${text}`);
    }),
  );
});
