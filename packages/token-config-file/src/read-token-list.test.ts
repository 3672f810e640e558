import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readTokenList } from "./read-token-list.ts";

const sample = readFileSync(new URL("../samples/peer-list-token-information.txt", import.meta.url), "utf8");

test("the console's real output is read: empty members, values over several lines, no record", () => {
  const [outlook, keycloak, gmail] = readTokenList(sample);
  expect(outlook).toMatchObject({
    name: "Facility Management Outlook",
    line: 1,
    members: {
      ErrorCode: "",
      RefreshToken: "M.C5_BAY.0.U.-fake-refresh-token*AAA!BBB$$",
      RefreshTokenExpirationDate: "",
    },
  });
  expect(keycloak).toMatchObject({
    name: "Purchasing (Keycloak): IMAP",
    members: { ErrorDescription: "Token is not active\nsecond line", Token: "eyJhbGciOiJSUzI1NiJ9.fake.sig" },
  });
  expect(gmail).toEqual({ index: 2, line: 36, name: "Service Desk Gmail", members: null });
});

test("names are not escaped; colours, CRLF and what the console says before do not matter", () => {
  const text = `Listing…\r\n\u001B[32mToken config 'It's (a "trap", ID 5)' (valid, ID 9)\u001B[0m\r\n\tToken information:\r\n\t\tToken: a\r\n\t\tZ: \r\n`;
  expect(readTokenList(text)).toEqual([
    { index: 0, line: 2, name: `It's (a "trap", ID 5)`, members: { Token: "a", Z: "" } },
  ]);
  expect(readTokenList("something else entirely")).toEqual([]);
});
