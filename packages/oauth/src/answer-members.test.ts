import fc from "fast-check";
import { expect, test } from "vitest";
import { parseMembers } from "./answer-members.ts";

const mapping = { access_token: "Token", expires: "TokenExpirationDate", "authed_user.access_token": "UserToken" };

test("reads JSON, and a form where a provider sends one", () => {
  expect(parseMembers('{"scope":"a"}', {})?.named("scope")).toBe("a");
  expect(parseMembers("access_token=t-1&scope=a+b", {})?.named("scope")).toBe("a b");
});

test.each(["", "[]", "null", '"text"', "1", "<html>a=b</html>", "{broken", "plain words"])(
  "is no object of members: %s",
  (text) => {
    expect(parseMembers(text, {})).toBeUndefined();
  },
);

test("a mapped member is read under its name, never under the standard one", () => {
  const members = parseMembers('{"access_token":"bot","expires_in":5}', { "authed_user.access_token": "Token" });
  expect(members?.mapped("Token", "access_token")).toBeUndefined();
  expect(members?.mapped("TokenExpirationDate", "expires_in")).toBe(5);
});

test("a mapped name can be a path, and a member of that very name goes before", () => {
  const nested = { authed_user: { access_token: "inner" } };
  expect(parseMembers(JSON.stringify(nested), mapping)?.mapped("UserToken", "x")).toBe("inner");
  const flat = { ...nested, "authed_user.access_token": "flat" };
  expect(parseMembers(JSON.stringify(flat), mapping)?.mapped("UserToken", "x")).toBe("flat");
});

test("of two names for one thing the later in ascending order wins (znuny.md 1.4)", () => {
  expect(parseMembers('{"a":1,"b":2}', { b: "Token", a: "Token" })?.mapped("Token", "x")).toBe(2);
  expect(parseMembers('{"a":1}', { b: "Token", a: "Token" })?.mapped("Token", "x")).toBe(1);
});

test("null counts as missing, and inherited members do not exist", () => {
  expect(parseMembers('{"scope":null}', {})?.named("scope")).toBeUndefined();
  expect(parseMembers("{}", {})?.named("constructor")).toBeUndefined();
});

test("never throws on any text", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json()), (text) => {
      parseMembers(text, mapping)?.mapped("UserToken", "x");
    }),
  );
});
