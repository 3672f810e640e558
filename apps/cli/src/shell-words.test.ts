import { expect, test } from "vitest";
import { escaped, isQuoted, wordsOf } from "./shell-words.ts";

test("a line is read as a shell reads it, up to the word that is begun", () => {
  expect(wordsOf('grantry token get "Support mail')).toEqual(["grantry", "token", "get", "Support mail"]);
  expect(wordsOf("grantry  token get Support\\ m 'it is' ")).toEqual([
    "grantry",
    "token",
    "get",
    "Support m",
    "it is",
    "",
  ]);
  expect([isQuoted('a "b'), isQuoted("a 'b'"), isQuoted("a \\'b")]).toEqual([true, false, false]);
});

test("a word that is written escaped is read as itself", () => {
  for (const word of ["Support mailbox", `it's "here" $HOME \\ !`, "Büro (EMEA)", "Token::RefreshMargin", "日本 ✉️"]) {
    expect(wordsOf(`grantry ${escaped(word)}`)).toEqual(["grantry", word]);
  }
});
