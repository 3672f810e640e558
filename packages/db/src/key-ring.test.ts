import { secret } from "@grantry/schema";
import { expect, test } from "vitest";
import { nodeCipher } from "./cipher.node.ts";
import { webCipher } from "./cipher.ts";
import { open, readKeyRing, seal } from "./key-ring.ts";
import type { Sealed } from "./sealed.ts";

const key = (fill: number) => Buffer.alloc(32, fill).toString("base64");
const cell = { table: "tokens", column: "access_token", row: "a" };

test("what Node seals, workerd opens, and the reverse", async () => {
  const onNode = readKeyRing(`k1:${key(1)}`, nodeCipher());
  const onEdge = readKeyRing(`k1:${key(1)}`, webCipher());
  expect((await open(onEdge, cell, await seal(onNode, cell, secret("täken")))).reveal()).toBe("täken");
  expect((await open(onNode, cell, await seal(onEdge, cell, secret("täken")))).reveal()).toBe("täken");
});

test("a sealed value does not open in another row, column or table, nor when changed", async () => {
  const ring = readKeyRing(`k1:${key(1)}`, nodeCipher());
  const value = await seal(ring, cell, secret("x"));
  for (const other of [{ row: "b" }, { column: "refresh_token" }, { table: "other" }]) {
    await expect(open(ring, { ...cell, ...other }, value)).rejects.toThrow("does not open");
  }
  const changed = `${value.slice(0, -2)}${value.endsWith("AA") ? "BB" : "AA"}` as Sealed;
  await expect(open(ring, cell, changed)).rejects.toThrow();
});

test("a new first key seals, the old one still opens, an unknown one is named", async () => {
  const old = readKeyRing(`k1:${key(1)}`, nodeCipher());
  const both = readKeyRing(`k2:${key(2)},k1:${key(1)}`, nodeCipher());
  const value = await seal(old, cell, secret("x"));
  expect((await open(both, cell, value)).reveal()).toBe("x");
  expect(await seal(both, cell, secret("x"))).toMatch(/^v1\.k2\./);
  await expect(open(readKeyRing(`k2:${key(2)}`, nodeCipher()), cell, value)).rejects.toThrow("sealed with key “k1”");
});

test.each([
  ["", "entry 1 is not of the form"],
  ["k1", "entry 1 is not of the form"],
  ["k1:YWJj", "has 3 bytes, it takes 32"],
  [`k1:${key(1)},k1:${key(2)}`, "stands twice"],
])("a key ring %j is refused in words that hold no key", (text, words) => {
  expect(() => readKeyRing(text, nodeCipher())).toThrow(words);
});
