import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeMailboxName, encodeMailboxName, quotedString } from "./mailbox-name.ts";

test.each([
  ["INBOX", "INBOX"],
  ["Gelöscht", "Gel&APY-scht"],
  ["R&D", "R&-D"],
  ["台北/日本語", "&U,BTFw-/&ZeVnLIqe-"],
])("%s is written %s (RFC 3501 §5.1.3)", (name, encoded) => {
  expect(encodeMailboxName(name)).toBe(encoded);
  expect(decodeMailboxName(encoded)).toBe(name);
});

test("every name comes back, and holds nothing that ends a command", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (name) => {
      const encoded = encodeMailboxName(name);
      expect(encoded).toMatch(/^[\x20-\x7e]*$/);
      expect(decodeMailboxName(encoded)).toBe(name);
    }),
  );
});

test("a quoted string stays one, whatever it holds", () => {
  expect(quotedString('a "b" \\ c')).toBe('"a \\"b\\" \\\\ c"');
});
