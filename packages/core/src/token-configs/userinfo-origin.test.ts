import { findTemplate, templates } from "@grantry/oauth";
import type { TokenConfigDocument } from "@grantry/schema";
import { expect, test } from "vitest";
import { documentFromTemplate } from "./document.ts";
import { whoseUrl } from "./userinfo-origin.ts";

function documentOf(template: string, tokenUrl?: string): TokenConfigDocument {
  const found = findTemplate(template);
  if (!found) throw new Error(`there is no template ${template}`);
  const document = documentFromTemplate(found, {});
  if (tokenUrl === undefined) return document;
  const tokenRequest = { Request: { ...document.Requests.TokenByAuthorizationCode?.Request, URL: tokenUrl } };
  return { ...document, Requests: { ...document.Requests, TokenByAuthorizationCode: tokenRequest } };
}

test.each([
  ["https://login.example.com/me", "https://login.example.com/me"],
  ["https://login.example.com:8443/me", undefined],
  ["https://login.example.com.evil.example/me", undefined],
  ["http://login.example.com/me", undefined],
  ["nonsense", undefined],
  ["https://openidconnect.googleapis.com/v1/userinfo", "https://openidconnect.googleapis.com/v1/userinfo"],
])("whose a token is, is asked at %s: %s", (UserinfoUrl, asked) => {
  const document = documentOf("custom", "https://login.example.com/token");
  expect(whoseUrl({ ...document, Grantry: { UserinfoUrl } })).toBe(asked);
});

test("what a shipped template names is asked", () => {
  const places = { practiceOrigin: "http://localhost:9090" };
  const named = templates.flatMap((template) => {
    const document = documentFromTemplate(template, places);
    return document.Grantry?.UserinfoUrl ? [document] : [];
  });
  expect(named.length).toBeGreaterThan(1);
  for (const document of named) expect(whoseUrl(document)).toBe(document.Grantry?.UserinfoUrl);
});
