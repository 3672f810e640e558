import { secret } from "@grantry/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { quoting } from "./quote.ts";

test("masks what was sent, as it is and as it stood in the request", () => {
  const quote = quoting([secret("p&ss word"), secret("")]);
  expect(quote("p&ss word, p%26ss%20word and p%26ss+word", 100)).toBe("[secret], [secret] and [secret]");
});

test("masks before it cuts, so that no part of a secret stays at the cut", () => {
  expect(quoting([secret("abcdefgh")])("1234 abcdefgh", 9)).toBe("1234 [sec…");
});

test("masks the longer of two secrets of which one contains the other", () => {
  expect(quoting([secret("token"), secret("token-2")])("token-2 token", 100)).toBe("[secret] [secret]");
});

test("control characters and halves of characters become spaces", () => {
  expect(quoting([])("a\u0000\r\nb\ud800c", 100)).toBe("a b c");
});

test("a secret of eight characters or more never gets through", () => {
  const text = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(
      fc.string({ minLength: 8 }),
      text,
      text,
      fc.integer({ min: 1, max: 40 }),
      (value, before, after, characters) => {
        expect(quoting([secret(value)])(`${before}${value}${after}`, characters)).not.toContain(value);
      },
    ),
  );
});
