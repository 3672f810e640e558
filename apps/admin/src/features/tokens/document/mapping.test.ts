import { expect, test } from "vitest";
import { mappingOf, rowFault, withMapping } from "./mapping.ts";

const document = {
  AuthFlow: "AuthorizationCode",
  ClientID: "client",
  Audience: "https://api.example.com",
  Level: 3,
  Nothing: null,
  List: ["kept"],
  Grantry: { Template: "custom" },
  Requests: {
    AuthorizationCode: {
      Request: { URL: "https://idp.example.com/auth", Parameters: { prompt: "consent", max_age: 0 }, Note: "kept" },
      Response: { ParametersMapping: { code: "AuthorizationCode" } },
    },
    TokenByRefreshToken: { Request: { URL: "https://idp.example.com/token" } },
    Later: { Unknown: "kept" },
  },
};

test("tables and document say the same: to and fro, nothing changes", () => {
  expect(withMapping(document, mappingOf(document))).toEqual(document);
  expect(mappingOf(document)).toMatchObject({
    own: [
      { name: "Audience", value: "https://api.example.com" },
      { name: "Level", value: "3" },
      { name: "Nothing", value: "" },
    ],
    requests: { AuthorizationCode: { parameters: [{ name: "max_age", value: "0" }, { name: "prompt" }] } },
  });
});

test("a row is changed, added and removed; a request is left out; what tables do not show stays", () => {
  const mapping = mappingOf(document);
  const authorize = mapping.requests.AuthorizationCode;
  if (!authorize) throw new Error("there is no authorization request");
  const changed = withMapping(document, {
    own: [{ name: "Audience", value: "other" }],
    requests: {
      AuthorizationCode: {
        ...authorize,
        parameters: [{ name: "prompt", value: "login" }],
        autofilled: [{ name: "audience", value: "Audience" }],
      },
    },
  });
  expect(changed).toEqual({
    AuthFlow: "AuthorizationCode",
    ClientID: "client",
    Audience: "other",
    List: ["kept"],
    Grantry: { Template: "custom" },
    Requests: {
      AuthorizationCode: {
        Request: {
          URL: "https://idp.example.com/auth",
          Parameters: { prompt: "login" },
          AutofilledParametersMapping: { audience: "Audience" },
          Note: "kept",
        },
        Response: { ParametersMapping: { code: "AuthorizationCode" } },
      },
      Later: { Unknown: "kept" },
    },
  });
});

test("rows that are unfinished or stand twice are told, and never reach the document", () => {
  const own = [
    { name: "A", value: "1" },
    { name: " A ", value: "2" },
    { name: "", value: "3" },
    { name: "", value: "" },
    { name: "Requests", value: "no" },
  ];
  expect(own.map((_row, index) => rowFault(own, index))).toEqual([
    undefined,
    "row-twice",
    "row-without-name",
    undefined,
    undefined,
  ]);
  expect(withMapping({ Requests: {} }, { requests: {}, own })).toEqual({ A: "1", Requests: {} });
});
