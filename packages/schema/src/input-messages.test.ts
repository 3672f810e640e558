import { expect, test } from "vitest";
import * as z from "zod";
import { inputErrorsOf, sayInputError } from "./input-messages.ts";
import { settings } from "./settings.ts";

const contract = z.object({
  name: z.string(),
  seconds: z.coerce.number().int(),
  scopes: z.array(z.string()),
  members: z.record(z.string(), z.string()),
  flow: z.enum(["code", ""]),
});
const good = { name: "a", seconds: 1, scopes: [], members: {}, flow: "code" };

const complaintsAbout = (input: object) => {
  const parsed = contract.safeParse({ ...good, ...input });
  const errors = parsed.success ? [] : inputErrorsOf(parsed.error.issues, { ...good, ...input });
  return errors.map((error) => `${error.pointer} ${sayInputError(error, "en")}`);
};

test("what is missing is told from what is of another type", () => {
  expect(complaintsAbout({ name: undefined })).toEqual(["/name This is needed."]);
  expect(complaintsAbout({ name: null })).toEqual(["/name This is needed."]);
  expect(complaintsAbout({ name: ["a"] })).toEqual(["/name Takes a text."]);
  expect(complaintsAbout({ seconds: "abc" })).toEqual(["/seconds Takes a number."]);
  expect(complaintsAbout({ seconds: "1.5" })).toEqual(["/seconds Takes a whole number."]);
  expect(complaintsAbout({ scopes: "a" })).toEqual(["/scopes Takes a list."]);
  expect(complaintsAbout({ scopes: ["a", 5] })).toEqual(["/scopes/1 Takes a text."]);
  expect(complaintsAbout({ members: 5 })).toEqual(["/members Takes names with values."]);
});

test("a choice that is written as nothing is not listed as one", () => {
  expect(complaintsAbout({ flow: "x" })).toEqual(["/flow Takes one of: code."]);
});

test("a setting that is no number is told that it takes one", () => {
  const parsed = settings["WebUserAgent::Timeout"].schema.safeParse("abc");
  expect(parsed.success ? [] : inputErrorsOf(parsed.error.issues, "abc")).toMatchObject([{ message: "not-a-number" }]);
});
