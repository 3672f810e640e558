import fc from "fast-check";
import { expect, test } from "vitest";
import { authorizationUrl, newPkce, stateParameter, usesPkce } from "./authorization-request.ts";
import { documentOf } from "./testing/answers.ts";

const request = { redirectUri: "https://desk.example.com/cb", state: "s-1", codeChallenge: null };

function withUrl(URL: string) {
  const document = documentOf("practice");
  const { AuthorizationCode } = document.Requests;
  if (!AuthorizationCode) throw new Error("practice signs people in");
  const Request = { ...AuthorizationCode.Request, URL };
  return { ...document, Requests: { ...document.Requests, AuthorizationCode: { ...AuthorizationCode, Request } } };
}

test("asks for a code, with client, scope, state and redirect URI in ascending order (RFC 6749 §4.1.1)", () => {
  expect(authorizationUrl(documentOf("practice"), request).href).toBe(
    "http://127.0.0.1:9000/auth?client_id=client-1&prompt=consent&redirect_uri=https%3A%2F%2Fdesk.example.com%2Fcb" +
      "&response_type=code&scope=openid%20email%20offline_access&state=s-1",
  );
});

test("adds the S256 challenge (RFC 7636 §4.3)", () => {
  const { searchParams } = authorizationUrl(documentOf("practice"), { ...request, codeChallenge: "abc" });
  expect([searchParams.get("code_challenge"), searchParams.get("code_challenge_method")]).toEqual(["abc", "S256"]);
});

test("names the account that is expected, unless the document says its own", () => {
  const hinted = authorizationUrl(documentOf("practice"), { ...request, loginHint: "desk@example.com" });
  expect(hinted.searchParams.get("login_hint")).toBe("desk@example.com");
  expect(authorizationUrl(documentOf("practice"), { ...request, loginHint: null }).searchParams.has("login_hint")).toBe(
    false,
  );
});

test("keeps what the URL has in its query, repeated names too, and replaces what the request sets", () => {
  const { searchParams } = authorizationUrl(withUrl("https://x.example/auth?resource=a&resource=b&state=old"), request);
  expect(searchParams.getAll("resource")).toEqual(["a", "b"]);
  expect(searchParams.getAll("state")).toEqual(["s-1"]);
});

test("every parameter reads back from the URL as it was given", () => {
  const text = fc.string({ unit: "grapheme", minLength: 1 });
  fc.assert(
    fc.property(text, text, text, text, (redirectUri, state, scope, codeChallenge) => {
      const url = authorizationUrl(documentOf("practice", { Scope: scope }), { redirectUri, state, codeChallenge });
      const { searchParams } = new URL(url.href);
      const read = ["redirect_uri", "state", "scope", "code_challenge"].map((name) => searchParams.getAll(name));
      expect(read).toEqual([[redirectUri], [state], [scope], [codeChallenge]]);
    }),
  );
});

test("a PKCE verifier has 43 unreserved characters, and its challenge is that of RFC 7636 appendix B", async () => {
  const octets = [
    116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37, 77, 105, 214, 191, 240, 91,
    88, 5, 88, 83, 132, 141, 121,
  ];
  const { verifier, challenge } = await newPkce((length) => Uint8Array.from(octets.slice(0, length)));
  expect(verifier.reveal()).toBe("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  expect(challenge).toBe("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
});

test("PKCE is on unless the document says off", () => {
  expect(usesPkce({ Requests: {} })).toBe(true);
  expect(usesPkce({ Requests: {}, Grantry: { Pkce: "off" } })).toBe(false);
});

test("the state comes back under the document's name for it", () => {
  const AuthorizationCode = { Request: { URL: "https://x.example" }, Response: { ParametersMapping: { st: "State" } } };
  expect(stateParameter({ Requests: { AuthorizationCode } })).toBe("st");
  expect(stateParameter({ Requests: {} })).toBe("state");
});
