import { expect, test } from "vitest";
import messages from "../locales/en.json" with { type: "json" };
import { memberWords } from "./member-words.ts";

test.each([
  [["TheirMember"], "Members of your own › TheirMember"],
  [["Scope"], "Scope"],
  [["Grantry", "Pkce"], "Grantry › Pkce"],
  [["Requests", "TokenByRefreshToken"], "Renewal by refresh token"],
  [["Requests", "TokenByRefreshToken", "Request", "URL"], "Renewal by refresh token › URL"],
  [
    ["Requests", "AuthorizationCode", "Request", "Parameters", "prompt"],
    "Authorization, in the browser › Fixed parameters › prompt",
  ],
  [
    ["Requests", "TokenByAuthorizationCode", "Response", "ParametersMapping", "a.b"],
    "Token for the code › What is kept of the answer › a.b",
  ],
  [
    ["Requests", "TokenByAuthorizationCode", "Request", "AutofilledParametersMapping"],
    "Token for the code › Autofilled parameters",
  ],
  [["Requests", "Another", "Request", "URL"], "Requests › Another › Request › URL"],
  [["Requests", "TokenByRefreshToken", "Odd", "x"], "Renewal by refresh token › Odd › x"],
])("%j is called %s, as on the screen", (path, words) => {
  expect(memberWords(path, (heading) => messages[heading])).toBe(words);
});
