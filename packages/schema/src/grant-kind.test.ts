import { expect, test } from "vitest";
import { isConsented, requestedBy } from "./grant-kind.ts";
import { grants } from "./grants.ts";
import { tokenRequestGrant } from "./token-requests.ts";

test("a consent is renewed by its refresh token; every other grant is asked for again by itself", () => {
  for (const grant of grants)
    expect(requestedBy(grant)).toBe(isConsented(grant) ? "refresh_token" : tokenRequestGrant.parse(grant));
  expect(requestedBy("jwt_bearer")).toBe("jwt_bearer");
});
