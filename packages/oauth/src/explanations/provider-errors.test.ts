import type { FailureClass, Language } from "@grantry/schema";
import { expect, test } from "vitest";
import { parseMembers } from "../answer-members.ts";
import { refusalOfAnswer, refusalOfAuthorization } from "../provider-error.ts";
import { quoting } from "../quote.ts";
import rows from "../testing/provider-errors.json" with { type: "json" };
import { explain } from "./index.ts";
import { microsoftMeanings } from "./microsoft-codes.ts";

/** What a provider says, what it means for the grant, and how it is told. */
interface Row {
  readonly where: "authorize" | "token";
  readonly error: string;
  readonly description?: string;
  /** Microsoft's AADSTS number. */
  readonly code?: number;
  readonly class: FailureClass;
  readonly en: Told;
  readonly de: Told;
}
interface Told {
  readonly title: string;
  readonly action: string;
}

const quote = quoting([]);
const all = rows as readonly Row[];

function refusal({ where, error, description, code }: Row, status = 400) {
  if (where === "authorize") return refusalOfAuthorization({ error, description: null, subcode: null }, quote);
  const body = { error, ...(description && { error_description: description }), ...(code && { error_codes: [code] }) };
  const text = JSON.stringify(body);
  return refusalOfAnswer({ status, headers: new Headers(), text, members: parseMembers(text, {}), now: 0 }, quote);
}

test.each(all.map((row) => [row.where, row.error, row.description ?? row.code ?? "", row] as const))(
  "at the %s endpoint, %s %s is told in both languages, and has its class",
  (_where, _error, _more, row) => {
    const failure = refusal(row);
    const told = (language: Language): Told => {
      const { title, action } = explain(failure, language);
      return { title, action };
    };
    expect({ class: failure.class, en: told("en"), de: told("de") }).toEqual({
      class: row.class,
      en: row.en,
      de: row.de,
    });
  },
);

test("every AADSTS code that is known has a row", () => {
  const listed = all.flatMap(({ code }) => (code === undefined ? [] : [String(code)]));
  expect(listed.sort()).toEqual(Object.keys(microsoftMeanings).sort());
});

test("a busy provider is busy, whatever code comes along: codes refine the words, they do not decide", () => {
  for (const row of all.filter(({ where }) => where === "token")) {
    expect(refusal(row, 429).class, `${row.error} ${row.code ?? row.description}`).toBe("transient");
  }
});

test("an unknown code is shown as it came, and its class is that of its error", () => {
  const row = { where: "token", error: "invalid_client", code: 7999999, class: "config" } as const;
  const failure = refusal({ ...row, en: { title: "", action: "" }, de: { title: "", action: "" } });
  expect(failure).toMatchObject({ class: "config", code: "AADSTS7999999", explanation: "client-refused" });
});
