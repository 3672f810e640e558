import { readFileSync } from "node:fs";
import fc from "fast-check";
import { FAILSAFE_SCHEMA, load, realMapTag } from "js-yaml";
import { describe, expect, test } from "vitest";
import { decode } from "./decode.ts";
import { FileRefused } from "./file-refused.ts";
import { readEntries } from "./read-entries.ts";
import { writeEntries } from "./write-entries.ts";

const read = (text: string) => [...readEntries(text)].map(({ value }) => value);
const only = (scalar: string) => read(`- a: ${scalar}\n`)[0];

function refusal(text: string): FileRefused {
  try {
    read(text);
  } catch (error) {
    if (error instanceof FileRefused) return error;
    throw error;
  }
  throw new Error("it was read");
}

describe("a plain scalar", () => {
  test.each([
    ["~", null],
    ["null", null],
    ["", null],
    ["true", "1"],
    ["false", ""],
    ["'true'", "true"],
    ['"~"', "~"],
    ...["0123", "1e5", "1.50", "yes", "no", "on", "Null", "TRUE", "0x1F", "0o17", ".inf", "1_000"].map(
      (text): [string, string] => [text, text],
    ),
    ["2026-02-11 14:05:39", "2026-02-11 14:05:39"],
    ["2026-02-11", "2026-02-11"],
    ["14:05:39", "14:05:39"],
    ["=", "="],
  ])("%s is %j", (scalar, value) => {
    expect(only(scalar)).toEqual({ a: value });
  });
});

test("byte order mark, CRLF, comments, JSON, one mapping, folded texts: all as the seed reads them", () => {
  expect(read(decode(new TextEncoder().encode("\uFEFF---\r\n- a: 1\r\n- a: 2\r\n")))).toEqual([{ a: "1" }, { a: "2" }]);
  expect(read("# made by hand\n\n---\n# first\n- a: 1\n\n# second\n- a: 2\n")).toEqual([{ a: "1" }, { a: "2" }]);
  expect(read('[{"a":1,"b":[true,null]}]')).toEqual([{ a: "1", b: ["1", null] }]);
  expect(read("Name: alone\nConfig: {}\n")).toEqual([{ Name: "alone", Config: {} }]);
  expect(read("  - a: 1\n  - a: 2\n")).toEqual([{ a: "1" }, { a: "2" }]);
  expect(read("- a: one\n    two\n- b: |\n    - not an entry\n")).toEqual([
    { a: "one two" },
    { b: "- not an entry\n" },
  ]);
  expect(read("- <<: {a: 1}\n  b: 2\n")).toEqual([{ "<<": { a: "1" }, b: "2" }]);
});

test("an alias is written out, in its entry and, in small files, from another", () => {
  expect(read("- a: &x {b: 1}\n  c: *x\n")).toEqual([{ a: { b: "1" }, c: { b: "1" } }]);
  expect(read("- a: &x {b: 1}\n- c: *x\n")).toEqual([{ a: { b: "1" } }, { c: { b: "1" } }]);
  const filler = `- a: ${"x".repeat(99_000)}\n`.repeat(11);
  expect(refusal(`- a: &x 1\n${filler}- c: *x\n`)).toMatchObject({ fault: "distant-alias", line: 13 });
});

test("members that objects have by nature are members like others", () => {
  const [entry] = read("- __proto__: {polluted: 1}\n  constructor: a\n  toString: b\n");
  expect(Object.keys(entry as object)).toEqual(["__proto__", "constructor", "toString"]);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

describe("is refused with its place", () => {
  const bomb = ["- a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    .concat(Array.from({ length: 8 }, (_, n) => `  a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(10)}]`))
    .join("\n");
  test.each<[string, string, string, number | undefined]>([
    ["nothing", "", "empty", undefined],
    ["an empty list", "--- []\n", "empty", undefined],
    ["a text", "just words\n", "not-a-list", 1],
    ["a duplicate key", "- a: 1\n- b: 1\n  b: 2\n", "duplicate-key", 3],
    ["two documents", "---\n- a: 1\n---\n- b: 1\n", "several-documents", 3],
    [
      "a document behind a comment, and another",
      "# exported\r\n---\r\n- a: 1\r\n--- \r\n- b: 1\r\n",
      "several-documents",
      4,
    ],
    ["a tag of one's own", "- a: 1\n- b: !perl/hash:Foo {}\n", "custom-tag", 2],
    ["broken syntax", "- a: 1\n- b: [1, 2\n- c: 3\n", "syntax", 3],
    ["depth without end", `- a: ${"[".repeat(500)}${"]".repeat(500)}\n`, "too-deep", 1],
    ["a bomb of aliases", `${bomb}\n`, "too-many-aliases", 1],
    ["an alias to what it stands in", "- a: 1\n- &b\n  c: {d: *b}\n", "too-deep", 1],
    [
      "a large file whose entries begin nowhere",
      ` - a: 1\n - b: ${"x".repeat(1_000_000)}\n`,
      "entries-not-apart",
      undefined,
    ],
  ])("%s", (_title, text, fault, line) => {
    expect(refusal(text)).toMatchObject({ fault, line });
  });

  test("UTF-16 and Latin-1", () => {
    expect(() => decode(new Uint8Array([0xff, 0xfe, 0x2d, 0]))).toThrow("not-utf8");
    expect(() => decode(Buffer.from("- Name: Büro\n", "latin1"))).toThrow("not-utf8");
    expect(refusal(decode(Buffer.from("- a: 1\n", "utf16le")))).toMatchObject({ fault: "syntax", line: 1 });
  });
});

test("a file that the seed system wrote is read with nothing lost", () => {
  const sample = readFileSync(new URL("../samples/peer-export-small.yml", import.meta.url), "utf8");
  const entries = read(sample);
  expect(entries).toHaveLength(3);
  expect(entries[1]).toMatchObject({
    Name: "Purchasing (Keycloak): IMAP",
    ValidID: "1",
    ConfigID: "3",
    CreateTime: "2026-11-23 22:41:11",
    Config: { ClientSecret: "fake: secret #1", Notifications: { NotifyOnExpiredToken: "1" } },
  });
  expect(read(writeEntries(entries as never))).toEqual(entries);
});

test("whatever is written is read again as the same, entry by entry or at once", () => {
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.nat({ max: 120 }).map(String), // as names, objects put them first
    fc.constantFrom("~", "null", "true", "false", "yes", "0123", "1e5", "- x", "---", "...", " lead", "trail ", "a: b"),
    fc.constantFrom(
      "#",
      "\u0085",
      "\u2028",
      "\uFEFF",
      "\uFFFE",
      "a\n- b\n",
      "\n",
      "\t",
      "\r\n",
      "'",
      '"',
      "%",
      "@",
      "`",
    ),
  );
  const { plain } = fc.letrec((tie) => ({
    plain: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      texts,
      fc.constant(null),
      fc.array(tie("plain"), { maxLength: 3 }),
      fc.dictionary(texts, tie("plain"), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(texts, plain, { minKeys: 1, maxKeys: 5 }), { minLength: 1, maxLength: 4 }),
      (entries) => {
        const written = writeEntries(entries as never);
        expect(read(written)).toEqual(entries.map((entry) => ({ ...entry })));
        expect(namesOutOfOrder(written)).toEqual([]);
        expect(written).not.toMatch(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/);
      },
    ),
    { numRuns: 1_000 },
  );
});

test("members stand by code point at every level, whatever they look like", () => {
  const entry = { b: "1", "10": "2", "9": { z: "3", "2": "4", "": "5" }, B: "6", "\u{1F600}": "7", "\uFF5E": "8" };
  const names = [...writeEntries([entry]).matchAll(/^(?:- | {2}| {4})("[^"]*"|'[^']*'|\S+?):/gm)].map(
    ([, name]) => name,
  );
  expect(names).toEqual(["'10'", "'9'", "''", "'2'", "z", "B", "b", "\uFF5E", "\u{1F600}"]);
});

/** Names that stand after a greater one, read without going through objects. */
function namesOutOfOrder(text: string): string[] {
  const wrong: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) walk(item);
    if (!(value instanceof Map)) return;
    const names = [...value.keys()].map(String);
    const bytes = names.map((name) => Buffer.from(name)); // UTF-8 has the order of code points
    wrong.push(...names.filter((_name, n) => n > 0 && Buffer.compare(bytes[n - 1] as Buffer, bytes[n] as Buffer) > 0));
    for (const item of value.values()) walk(item);
  };
  walk(load(text, { schema: FAILSAFE_SCHEMA.withTags(realMapTag) }));
  return wrong;
}

test("20 MB of 10,000 entries are read without holding the process for long at a time", () => {
  const config = "    Key: value of some length that fills the file up to its size\n"
    .repeat(30)
    .replace(/Key/g, () => `K${Math.random()}`);
  const text = `---\n${Array.from({ length: 10_000 }, (_, n) => `- Config:\n${config}  Name: mailbox ${n}\n`).join("")}`;
  expect(text.length).toBeGreaterThan(19_000_000);
  let seen = 0;
  for (const { value } of readEntries(text)) if (value) seen += 1;
  expect(seen).toBe(10_000);
});

test("JSON of any size is read entry by entry, its scalars as those of YAML are", () => {
  const entry = (n: number) => ({ Name: `J ${n} "}],`, ValidID: 1, Config: { list: [["a"], {}], id: 1e5 } });
  const entries = Array.from({ length: 20_000 }, (_, n) => entry(n));
  for (const indent of [0, 2]) {
    const values = read(JSON.stringify(entries, null, indent));
    expect(values).toHaveLength(20_000);
    expect(values[19_999]).toEqual({
      Name: 'J 19999 "}],',
      ValidID: "1",
      Config: { list: [["a"], {}], id: "100000" },
    });
  }
  expect([...readEntries('[\n{"a": 1},\n{"a": 0.50}\n]\n')]).toEqual([
    { index: 0, line: 2, value: { a: "1" } },
    { index: 1, line: 3, value: { a: "0.50" } },
  ]);
  expect(refusal('[{"a": 1},\n{"b": 1, "b": 2}]')).toMatchObject({ fault: "duplicate-key", line: 2 });
});

test("YAML in brackets is not taken for JSON", () => {
  expect(read("[{a: &x 1}, {b: *x}, {c: 'it''s ]'} ] # done")).toEqual([{ a: "1" }, { b: "1" }, { c: "it's ]" }]);
  expect(refusal("[{a: [1, 2}, 3]").fault).toBe("syntax");
});
