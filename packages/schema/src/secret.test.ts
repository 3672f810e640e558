import { inspect } from "node:util";
import { expect, test } from "vitest";
import { secret } from "./secret.ts";

test("a secret prints as [secret] wherever text is made of it, and opens only by name", () => {
  const value = secret("hunter2");
  const printed = [
    `${value}`,
    String(value),
    JSON.stringify({ value }),
    inspect({ value }),
    inspect(value),
    `x${value}`,
  ];
  for (const text of printed) {
    expect(text).not.toContain("hunter2");
    expect(text).toContain("[secret]");
  }
  expect(Object.keys(value)).toEqual([]);
  expect(value.reveal()).toBe("hunter2");
});
