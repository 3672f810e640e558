import { failureClasses, languages } from "@grantry/schema";
import { expect, test } from "vitest";
import { googleExplanations } from "./google.ts";
import { explain } from "./index.ts";
import { microsoftExplanations } from "./microsoft.ts";
import { networkExplanations } from "./network.ts";
import { noRedirectExplanations } from "./no-redirect.ts";
import { standardExplanations } from "./standard.ts";

const tables = [
  standardExplanations,
  networkExplanations,
  microsoftExplanations,
  googleExplanations,
  noRedirectExplanations,
];
const keys = tables.flatMap((table) => Object.keys(table));

test("no two tables explain under the same name", () => {
  expect(keys).toEqual([...new Set(keys)]);
});

test.each(languages)("every explanation has words in %s, with every place filled", (language) => {
  const parameters = { type: "mac", scope: "a", subject: "Mailbox" };
  for (const explanation of keys) {
    const told = explain({ class: "config", explanation, host: "login.example.com", parameters }, language);
    for (const words of [told.title, told.detail, told.action])
      expect(words, explanation).toMatch(/^[^{}]{4,}[.!?”“)]$/);
  }
});

test("English and German differ in every explanation", () => {
  for (const explanation of keys) {
    const [en, de] = languages.map((language) => explain({ class: "user", explanation }, language));
    expect([en?.title, en?.action], explanation).not.toEqual([de?.title, de?.action]);
    expect(en?.title, explanation).not.toBe(de?.title);
  }
});

test("only what is transient heals by itself", () => {
  const healing = failureClasses.filter((name) => explain({ class: name, explanation: "timeout" }, "en").healsByItself);
  expect(healing).toEqual(["transient"]);
});

test("an error that is not known shows the provider's words, marked as such", () => {
  const failure = {
    class: "transient",
    explanation: "unknown-refusal",
    error: "odd_error",
    description: "Try a sunny day.",
  } as const;
  expect(explain(failure, "en").detail).toContain("The provider says: “odd_error · Try a sunny day.”");
  expect(explain(failure, "de").detail).toContain("Der Anbieter sagt: „odd_error · Try a sunny day.“");
});

test("of a request that got no answer it is told whether a proxy is in use", () => {
  const failure = { class: "transient", explanation: "timeout", host: "login.example.com" } as const;
  expect(explain({ ...failure, proxy: "proxy.lan:3128" }, "en").action).toContain("through the proxy proxy.lan:3128.");
  expect(explain({ ...failure, proxy: null }, "de").action).toContain("Ein Proxy wird nicht verwendet.");
  expect(explain(failure, "en").action).not.toMatch(/No proxy is|went through/);
});

test("an explanation that a newer version stored is told as unknown", () => {
  const [newer, inherited] = ["of-tomorrow", "constructor"].map((explanation) =>
    explain({ class: "config", explanation }, "en"),
  );
  expect(newer?.title).toBe(standardExplanations["unknown-refusal"].title.en);
  expect(inherited?.title).toBe(newer?.title);
});
