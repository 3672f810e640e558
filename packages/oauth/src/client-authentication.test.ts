import { secret, type TokenConfigDocument } from "@grantry/schema";
import { expect, test } from "vitest";
import { authenticateClient } from "./client-authentication.ts";

function documentWith(
  ClientAuthentication: "client_secret_post" | "client_secret_basic" | "none",
): TokenConfigDocument {
  return { ClientID: "desk:1", Requests: {}, Grantry: { ClientAuthentication } };
}

test("parity 22: by default the secret goes in the body, as in the seed system", () => {
  expect(authenticateClient({ Requests: {} }, secret("s"))).toEqual({ authorization: undefined, withheld: [] });
});

test("Basic takes both parts form-encoded, and leaves the body without them (RFC 6749 §2.3.1)", () => {
  const { authorization, withheld } = authenticateClient(documentWith("client_secret_basic"), secret("p ä:+-._"));
  expect(atob(authorization?.reveal().replace("Basic ", "") ?? "")).toBe("desk%3A1:p+%C3%A4%3A%2B-._");
  expect(withheld).toEqual(["ClientID", "ClientSecret"]);
});

test("a public client sends its ID and no secret, nor an empty one", () => {
  expect(authenticateClient(documentWith("none"), secret("s")).withheld).toEqual(["ClientSecret"]);
  expect(authenticateClient(documentWith("client_secret_basic"), null)).toEqual({
    authorization: undefined,
    withheld: ["ClientSecret"],
  });
});
