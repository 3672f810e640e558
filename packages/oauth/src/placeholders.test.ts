import fc from "fast-check";
import { expect, test } from "vitest";
import { fillPlaceholders, fillPlaces, refillPlaceholders } from "./placeholders.ts";
import { findTemplate } from "./templates/index.ts";

const template = findTemplate("exchange-online")?.document ?? { Requests: {} };
const [old, fresh] = [{ tenant: "old.example" }, { tenant: "new.example" }];

test("fills every place it has a value for, and leaves the others to be noticed", () => {
  expect(fillPlaces("https://{tenant}/{other}/{tenant}", { tenant: "t" })).toBe("https://t/{other}/t");
  expect(fillPlaces("{constructor}", {})).toBe("{constructor}");
});

test("a value that looks like a place is not filled again", () => {
  expect(fillPlaces("{a}", { a: "{b}", b: "x" })).toBe("{b}");
});

test("fills texts at any depth and touches nothing else", () => {
  const document = {
    AuthFlow: "AuthorizationCode" as const,
    Extra: [1, "{a}", { deep: "{a}", flag: true }],
    Requests: {},
  };
  expect(fillPlaceholders(document, { a: "x" })).toEqual({ ...document, Extra: [1, "x", { deep: "x", flag: true }] });
});

test("a new value rewrites every text that still equals the old expansion (decision 6)", () => {
  const { document, kept } = refillPlaceholders(fillPlaceholders(template, old), template, old, fresh);
  expect(document.Requests).toEqual(fillPlaceholders(template, fresh).Requests);
  expect(document.Grantry?.Placeholders).toEqual(fresh);
  expect(kept).toEqual([]);
});

test("what was edited by hand stays and is named (decision 6)", () => {
  const before = fillPlaceholders(template, old);
  const byHand = { Request: { URL: "https://proxy.example/token" } };
  const edited = { ...before, Requests: { ...before.Requests, TokenByRefreshToken: byHand } };
  const { document, kept } = refillPlaceholders(edited, template, old, fresh);
  expect(document.Requests.TokenByRefreshToken).toEqual(byHand);
  expect(document.Requests.TokenByAuthorizationCode?.Request.URL).toContain("new.example");
  expect(kept).toEqual(["/Requests/TokenByRefreshToken/Request/URL"]);
});

test("members that the template does not have stay as they are", () => {
  const before = { ...fillPlaceholders(template, old), Audience: "old.example" };
  expect(refillPlaceholders(before, template, old, fresh)).toMatchObject({
    document: { Audience: "old.example" },
    kept: [],
  });
});

test("there and back again gives the same document", () => {
  const value = fc.string({ minLength: 1 });
  fc.assert(
    fc.property(value, value, (a, b) => {
      const first = refillPlaceholders(fillPlaceholders(template, old), template, old, { tenant: a }).document;
      const there = refillPlaceholders(first, template, { tenant: a }, { tenant: b }).document;
      expect(refillPlaceholders(there, template, { tenant: b }, { tenant: a }).document).toEqual(first);
    }),
  );
});
