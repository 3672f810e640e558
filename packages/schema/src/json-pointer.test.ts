import { expect, test } from "vitest";
import { jsonPointer, memberAt, pointerPath, withMemberAt } from "./json-pointer.ts";

test("names with slashes and tildes are found again", () => {
  const pointer = jsonPointer(["a/b", "~c", 0]);
  expect([pointer, pointerPath(pointer)]).toEqual(["/a~1b/~0c/0", ["a/b", "~c", "0"]]);
});

test("a member is set and removed without touching the object it was read from", () => {
  const object = { a: { b: 1 }, c: 2 };
  expect(withMemberAt(object, "/a/d/e", "new")).toEqual({ a: { b: 1, d: { e: "new" } }, c: 2 });
  expect(withMemberAt(object, "/a/b", undefined)).toEqual({ a: {}, c: 2 });
  expect(object).toEqual({ a: { b: 1 }, c: 2 });
  expect([memberAt(object, "/a/b"), memberAt(object, "/a/toString"), memberAt(object, "/x/y")]).toEqual([
    1,
    undefined,
    undefined,
  ]);
  expect(Object.getPrototypeOf(withMemberAt({}, "/__proto__/x", 1))).toBe(Object.prototype);
});
