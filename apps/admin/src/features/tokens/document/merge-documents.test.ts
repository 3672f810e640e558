import { expect, test } from "vitest";
import { mergeDocuments } from "./merge-documents.ts";

const read = { Scope: "a", ClientID: "c", Requests: { One: { URL: "x", Parameters: { p: "1" } } } };

test("what each changed alone is in the result; where both did, what was written here stays and theirs is told", () => {
  const mine = { ...read, Scope: "mine", Audience: "mine" };
  const theirs = { ClientID: "theirs", Scope: "theirs", Requests: { One: { URL: "y", Parameters: {} } } };
  expect(mergeDocuments(read, mine, theirs)).toEqual({
    document: { ClientID: "theirs", Scope: "mine", Audience: "mine", Requests: { One: { URL: "y", Parameters: {} } } },
    taken: [["ClientID"], ["Requests", "One", "URL"], ["Requests", "One", "Parameters", "p"]],
    contested: [{ path: ["Scope"], theirs: "theirs" }],
  });
});

test("a number and the same number as text are no difference", () => {
  const merged = mergeDocuments({ N: 1 }, { N: "1" }, { N: 1 });
  expect([merged.taken, merged.contested]).toEqual([[], []]);
});
