import { expect, test } from "vitest";
import { memberLines } from "./member-lines.ts";

test("each member has the line of its name, lists and nested ones too", () => {
  const text =
    "---\nScope: a\nRequests:\n  One:\n    URL: >-\n      long\n      text\n    'a/b~c': 1\nList:\n- x\n- {y: 1,\n   z: 2}\n";
  expect(Object.fromEntries(memberLines(text))).toEqual({
    "": 2,
    "/Scope": 2,
    "/Requests": 3,
    "/Requests/One": 4,
    "/Requests/One/URL": 5,
    "/Requests/One/a~1b~0c": 8,
    "/List": 9,
    "/List/0": 10,
    "/List/1": 11,
    "/List/1/y": 11,
    "/List/1/z": 12,
  });
});

test("anchors, aliases and JSON do not confuse it", () => {
  expect(memberLines("a: &x\n  b: 1\nc: *x\nd: 2\n").get("/d")).toBe(4);
  expect(memberLines('{"a": {\n"b": 1}}').get("/a/b")).toBe(2);
});
