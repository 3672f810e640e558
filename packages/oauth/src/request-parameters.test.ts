import { secret, type TokenConfigDocument } from "@grantry/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeParameters, percentEncode, requestParameters } from "./request-parameters.ts";

const document: TokenConfigDocument = {
  ClientID: "client-1",
  Scope: "a b",
  Audience: "api",
  Flag: true,
  Nothing: null,
  Requests: {},
};

function parametersOf(
  parameters: Record<string, string | number>,
  mapping: Record<string, string | null>,
  values = {},
) {
  const Request = { URL: "https://x.example/token", Parameters: parameters, AutofilledParametersMapping: mapping };
  return Object.fromEntries(requestParameters(document, { Request }, values));
}

test("parity 14: fixed parameters are sent as configured, and an autofilled one of the same name wins", () => {
  expect(parametersOf({ grant_type: "x", scope: "fixed", n: 5 }, { scope: "Scope" })).toEqual({
    grant_type: "x",
    scope: "a b",
    n: "5",
  });
});

test("parity 15: an autofilled parameter takes the document's member before the stored value", () => {
  expect(parametersOf({}, { client_id: "ClientID" }, { ClientID: "stored" })).toEqual({ client_id: "client-1" });
});

test("parity 17: a custom top-level scalar of the document can be sent", () => {
  expect(parametersOf({}, { audience: "Audience", flag: "Flag" })).toEqual({ audience: "api", flag: "1" });
});

test("parity 16: what is found nowhere is sent empty, and a mapping to null not at all", () => {
  expect(parametersOf({}, { a: "Unknown", b: "Nothing", c: null, d: "toString" })).toEqual({ a: "", b: "", d: "" });
});

test("parity 18: names come in ascending order", () => {
  const Request = {
    URL: "https://x.example",
    Parameters: { b: "1", c: "1" },
    AutofilledParametersMapping: { a: "Scope" },
  };
  expect(requestParameters(document, { Request }, {}).map(([name]) => name)).toEqual(["a", "b", "c"]);
});

test("state and client secret never come from the document", () => {
  const own = { ...document, State: "fixed", ClientSecret: "former" };
  const Request = {
    URL: "https://x.example",
    AutofilledParametersMapping: { state: "State", client_secret: "ClientSecret" },
  };
  const values = { State: "random", ClientSecret: secret("current") };
  expect(Object.fromEntries(requestParameters(own, { Request }, values))).toEqual({
    state: "random",
    client_secret: "current",
  });
});

test("parity 19: a space is %20, -._~ stay bare, everything else is escaped", () => {
  expect(percentEncode("a b-._~!'()*+ü")).toBe("a%20b-._~%21%27%28%29%2A%2B%C3%BC");
});

test("whatever is encoded reads back the same", () => {
  const text = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text)), (parameters) => {
      const wellFormed = parameters.map(([name, value]) => [name.toWellFormed(), value.toWellFormed()]);
      expect([...new URLSearchParams(encodeParameters(parameters))]).toEqual(wellFormed);
    }),
  );
});
