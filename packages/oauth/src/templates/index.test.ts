import { readdirSync } from "node:fs";
import { type Template, tokenConfigDocument, tokenConfigInput } from "@grantry/schema";
import { describe, expect, test } from "vitest";
import { grantOf } from "../grants/index.ts";
import { fillPlaceholders } from "../placeholders.ts";
import { findTemplate, templates } from "./index.ts";

const microsoft = {
  clientId: "0f5c2c1e-7b1d-4a59-9d55-3c1f00aa7711",
  clientSecret: "Q8x~not-a-real-secret_.0123456789",
  tenant: ["5d3e8a10-7c11-4d0f-9b1e-0a4f0c2d9e77", "contoso.onmicrosoft.com"],
};

/** Values as a provider gives them: no mistake may catch them. */
const rightValues: Record<string, { clientId: string; clientSecret: string; tenant?: string[] }> = {
  practice: { clientId: "grantry-practice", clientSecret: "practice-secret-for-learning-only" },
  "google-mail": {
    clientId: "123456789012-abc123.apps.googleusercontent.com",
    clientSecret: "GOCSPX-not-a-real-secret",
  },
  "google-service-account": { clientId: "desk@project.iam.gserviceaccount.com", clientSecret: "none" },
  "exchange-online": { ...microsoft, tenant: [...microsoft.tenant, "common", "organizations", "consumers"] },
  "exchange-online-app": microsoft,
  "outlook-common": microsoft,
  "outlook-consumers": microsoft,
  "outlook-organizations": microsoft,
  custom: { clientId: "desk", clientSecret: "anything" },
  "custom-device": { clientId: "desk", clientSecret: "anything" },
  "custom-token-exchange": { clientId: "desk", clientSecret: "anything" },
};

test("the list has every file of the folder, and these ids (decision 30)", () => {
  const files = readdirSync(new URL(".", import.meta.url)).filter((name) => !name.startsWith("index."));
  expect(templates.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
  expect(Object.keys(rightValues).sort()).toEqual(templates.map(({ id }) => id).sort());
});

test("a template is found by its id alone", () => {
  expect(findTemplate("practice")?.name).toBe("Practice provider");
  expect(findTemplate("constructor")).toBeUndefined();
});

test("no two templates have one name: people tell them apart by it", () => {
  const names = templates.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test("both Exchange templates export the seed's one TemplateName (decision 30)", () => {
  const names = ["exchange-online", "exchange-online-app"].map((id) => findTemplate(id)?.document.TemplateName);
  expect(names).toEqual(["Microsoft Exchange Online", "Microsoft Exchange Online"]);
});

test("the practice provider needs nothing but a name", () => {
  const { fields, document, placeholders } = templateOf("practice");
  const filled = fillPlaceholders(document, { practiceOrigin: "http://127.0.0.1:9000" });
  expect([fields.clientId?.prefilled, fields.clientSecret?.prefilled]).toEqual([
    "grantry-practice",
    "practice-secret-for-learning-only",
  ]);
  expect(placeholders).toEqual([]);
  expect(JSON.stringify(filled)).not.toContain("{practice");
  expect(filled.Requests.AuthorizationCode?.Request).toMatchObject({
    URL: "http://127.0.0.1:9000/auth",
    Parameters: { prompt: "consent" },
  });
  expect(filled.Grantry).toMatchObject({ Issuer: "http://127.0.0.1:9000", IssuerCheck: "required", Pkce: "S256" });
});

test("Google is asked for consent each time, else it gives no refresh token (znuny.md W2)", () => {
  const parameters = templateOf("google-mail").document.Requests.AuthorizationCode?.Request.Parameters;
  expect(parameters).toEqual({ access_type: "offline", prompt: "consent", response_type: "code" });
});

test("Microsoft is never asked for consent, and gets the scope on every request (znuny.md W3)", () => {
  for (const id of ["exchange-online", "outlook-common", "outlook-consumers", "outlook-organizations"]) {
    const { Requests, Scope } = templateOf(id).document;
    expect(Requests.AuthorizationCode?.Request.Parameters).toEqual({
      prompt: "select_account",
      response_mode: "query",
      response_type: "code",
    });
    expect(Requests.TokenByAuthorizationCode?.Request.AutofilledParametersMapping).toHaveProperty("scope", "Scope");
    expect(Requests.TokenByRefreshToken?.Request.AutofilledParametersMapping).toHaveProperty("scope", "Scope");
    expect(Requests.TokenByRefreshToken?.Response?.ParametersMapping).toHaveProperty("error_codes", "ErrorCode");
    expect(Scope?.split(" ")).toEqual(expect.arrayContaining(["offline_access", "openid", "email"]));
  }
});

test.each(["common", "organizations", "consumers", "contoso", ""])(
  "access for the app itself does not take the tenant “%s” (AADSTS9001023)",
  (tenant) => {
    expect(new RegExp(templateOf("exchange-online-app").placeholders[0]?.pattern ?? "").test(tenant)).toBe(false);
  },
);

describe.each(templates.map((template) => [template.id, template] as const))("%s", (id, template) => {
  const right = rightValues[id];
  if (!right) throw new Error(`no right values for ${id}`);

  test("is a document of the contract, of the grant it names", () => {
    expect(tokenConfigDocument.parse(template.document)).toEqual(template.document);
    expect(grantOf(template.document)).toBe(template.grant);
  });

  test("makes URLs and a scope that the contract takes, once its places are filled", () => {
    const tenant = right.tenant?.[0] ?? "";
    const document = fillPlaceholders(template.document, { tenant, practiceOrigin: "http://127.0.0.1:9000" });
    const urls = Object.values(document.Requests).map(
      (request) => (request as { Request: { URL: string } }).Request.URL,
    );
    for (const tokenUrl of urls)
      expect(tokenConfigInput.shape.tokenUrl.safeParse(tokenUrl).success, tokenUrl).toBe(true);
    expect(tokenConfigInput.shape.scope.parse(document.Scope)).toBe(document.Scope);
  });

  test("asks for every place that the host does not fill", () => {
    const places = [...JSON.stringify(template.document).matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const asked = template.placeholders.map(({ name }) => name);
    expect([...new Set(places)].filter((name) => name !== "practiceOrigin")).toEqual(asked);
  });

  test("takes right values for its places, and their example", () => {
    for (const { pattern, example } of template.placeholders) {
      for (const value of [example, ...(right.tenant ?? [])]) expect(new RegExp(pattern).test(value), value).toBe(true);
      expect(new RegExp(pattern).test("https://login.example.com/?x"), "a URL").toBe(false);
    }
  });

  test("catches each known mistake by its own pattern alone, and no right value", () => {
    const values: Readonly<Record<string, string>> = {
      clientId: right.clientId,
      clientSecret: right.clientSecret,
      scope: template.document.Scope ?? "",
      tokenUrl: "https://login.example.com/token",
      authorizationUrl: "https://login.example.com/authorize",
    };
    for (const { field, pattern, example } of template.mistakes) {
      expect(new RegExp(pattern).test(example), example).toBe(true);
      expect(new RegExp(pattern).test(values[field] ?? ""), `${field} ${pattern}`).toBe(false);
      const caughtBy = template.mistakes.filter(
        (mistake) => mistake.field === field && new RegExp(mistake.pattern).test(example),
      );
      expect(caughtBy, example).toHaveLength(1);
    }
  });

  test("explains every scope that it asks for", () => {
    const explained = template.scopes.map(({ value }) => value);
    expect(explained).toEqual(expect.arrayContaining((template.document.Scope ?? "").split(" ").filter(Boolean)));
  });

  test("says everything in English and German", () => {
    for (const [path, words] of wordsIn(template))
      expect(words, path).toEqual({ en: expect.stringMatching(/\S/), de: expect.stringMatching(/\S/) });
  });
});

function templateOf(id: string): Template {
  const template = findTemplate(id);
  if (!template) throw new Error(`there is no template ${id}`);
  return template;
}

/** Every text that has languages, and where it stands. */
function wordsIn(value: unknown, path = ""): [string, object][] {
  if (typeof value !== "object" || value === null) return [];
  if ("en" in value || "de" in value) return [[path, value]];
  return Object.entries(value).flatMap(([name, member]) => wordsIn(member, `${path}/${name}`));
}
