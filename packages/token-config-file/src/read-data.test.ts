import { dump } from "js-yaml";
import { describe, expect, test } from "vitest";
import { FileRefused } from "./file-refused.ts";
import { readData } from "./read-data.ts";

function read(text: string): unknown {
  const reading = readData(text);
  for (;;) {
    const { done, value } = reading.next();
    if (done) return value;
  }
}

function faultOf(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof FileRefused) return `${error.fault} ${error.line ?? ""}`.trim();
    throw error;
  }
  return "it was read";
}

/** A document of about so many characters, with what trips a reader that goes by lines. */
function large(characters: number) {
  const paths: Record<string, object> = {};
  for (let n = 0; n * 350 < characters; n += 1) {
    paths[`/pets-${n}/{id}: x`] = {
      description: `first\n\n# no comment\nlast: ${n}\n`,
      list: ["a: b", { "key: with colon": n, "-": [] }],
      200: 'it\'s "quoted"',
      nothing: null,
      yes: true,
      folded: "words ".repeat(30).trim(),
    };
  }
  return { openapi: "3.0.0", info: { title: "T" }, paths, tags: [{ name: "a" }, { name: "b" }] };
}

test("JSON, YAML and YAML in braces are the same data", () => {
  const data = { a: [1, 2.5, true, null, "x"], b: { "200": "ok" } };
  expect(read(JSON.stringify(data))).toEqual(data);
  expect(read(dump(data))).toEqual(data);
  expect(read("{a: [1, 2.5, true, null, x], b: {200: ok}}")).toEqual(data);
});

test("merge keys are followed, and __proto__ is a name like others", () => {
  expect(read("a: &a {x: 1}\nb: {<<: *a, y: 2}")).toEqual({ a: { x: 1 }, b: { x: 1, y: 2 } });
  const data = read("__proto__: {polluted: true}");
  expect(Object.hasOwn(Object(data), "__proto__")).toBe(true);
  expect({}).not.toHaveProperty("polluted");
});

test.each([{ seqNoIndent: true }, {}, { lineWidth: -1 }])("a large text in pieces is what it is at once: %j", (how) => {
  const data = large(1_200_000);
  const text = dump(data, how);
  expect(read(text)).toEqual(data);
  expect(read(`# a comment\n---\n${text.replaceAll("\n", "\r\n")}`)).toEqual(data);
});

test("a large member in one line is read with its key", () => {
  expect(read(`a: [${"x, ".repeat(400_000)}]`)).toMatchObject({ a: { length: 400_000 } });
});

test("in pieces, others have their turn", () => {
  expect([...readData(dump(large(1_200_000)))].length).toBeGreaterThan(4);
});

describe("what cannot be read", () => {
  const filler = `filler:\n${Array.from({ length: 60_000 }, (_, n) => `  key${n}: a value of some length\n`).join("")}`;
  const doubled = Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n},*a${n}]`).join("\n");

  test("aliases that double again and again stay what they are: names of one value", () => {
    expect(faultOf(`a0: &a0 x\n${doubled}`)).toBe("it was read");
  });
  test.each([
    ["nothing", " \n", "empty"],
    ["a broken line", "a: [1\nb: }", "syntax 2"],
    ["a name twice", "a: 1\na: 2", "duplicate-key 2"],
    ["a name twice, in pieces", `b: 1\n${filler}b: 2\n`, "duplicate-key 60003"],
    ["a tag", "a: !!js/function x", "custom-tag 1"],
    ["two documents", "a: 1\n---\nb: 1", "several-documents 2"],
    ["nesting", `a: ${"[".repeat(500)}`, "too-deep 1"],
    ["many aliases", `a: &a x\nb: [${"*a,".repeat(10_001)}]`, "too-many-aliases 2"],
    ["merging again and again", merges(), "too-many-aliases"],
    ["an alias to another piece", `a: &a 1\n${filler}b: *a\n`, "distant-alias 60003"],
    ["large broken JSON", `{"a": "${"x".repeat(1_100_000)}`, "syntax"],
    ["large YAML in braces", `[${"x, ".repeat(400_000)}]`, "syntax"],
    ["large lists alone", "- abcdefghij\n".repeat(100_000), "too-large-at-once 1"],
  ])("%s", (_title, text, fault) => {
    expect(faultOf(text)).toMatch(new RegExp(`^${fault}`));
  });

  function merges(): string {
    const keys = Array.from({ length: 200 }, (_, n) => `k${n}: 1`).join(", ");
    return `big: &big {${keys}}\n${Array.from({ length: 60 }, (_, n) => `m${n}: {<<: *big}`).join("\n")}`;
  }
});
