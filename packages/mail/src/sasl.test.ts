import { secret } from "@grantry/schema";
import { expect, test } from "vitest";
import { type Credential, initialResponse, mechanismFor, openedError } from "./sasl.ts";

const token: Credential = { kind: "token", login: "helpdesk@example.com", accessToken: secret("ya29.EXAMPLE") };
const password: Credential = { kind: "password", login: "döner@example.com", password: secret("geheim ß") };
const server = { host: "mail.example.com", port: 993 };

test("parity 77: the string of XOAUTH2 is the test vector's, in one line", () => {
  expect(initialResponse("XOAUTH2", token, server).reveal()).toBe(
    "dXNlcj1oZWxwZGVza0BleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LkVYQU1QTEUBAQ==",
  );
});

test("OAUTHBEARER names host and port, and escapes what a GS2 header cannot hold (RFC 7628 §3.1)", () => {
  const odd: Credential = { ...token, login: "a=b,c@example.com" };
  expect(atob(initialResponse("OAUTHBEARER", odd, server).reveal())).toBe(
    "n,a=a=3Db=2Cc@example.com,\x01host=mail.example.com\x01port=993\x01auth=Bearer ya29.EXAMPLE\x01\x01",
  );
});

test("PLAIN is UTF-8 (RFC 4616 §2)", () => {
  const bytes = Uint8Array.from(atob(initialResponse("PLAIN", password, server).reveal()), (c) => c.charCodeAt(0));
  expect(new TextDecoder().decode(bytes)).toBe("\0döner@example.com\0geheim ß");
});

test.each([
  [token, ["PLAIN", "OAUTHBEARER", "XOAUTH2"], "XOAUTH2"],
  [token, ["plain", "oauthbearer"], "OAUTHBEARER"],
  [token, ["PLAIN", "LOGIN"], undefined],
  [password, ["XOAUTH2", "PLAIN"], "PLAIN"],
  [password, ["CRAM-MD5"], undefined],
] as const)("of what a server offers the first that fits is taken: %#", (credential, offered, wanted) => {
  expect(mechanismFor(credential, offered)).toBe(wanted);
});

test("a server's error in base64 is opened, anything else is not taken for one", () => {
  const json = '{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}';
  expect(openedError(`+ ${btoa(json)}`)).toBe(json);
  for (const line of ["+ ", "+", "+ go ahead", `+ ${btoa("no object at all")}`, "A1 NO x"]) {
    expect(openedError(line)).toBeUndefined();
  }
});
