import type { XmlElement } from "@rgrove/parse-xml";

/** An element as data: its text where it holds no elements, else what it holds by local name; several of one name are a list. */
export type XmlValue = string | { [name: string]: XmlValue | XmlValue[] };

export interface XmlRoot {
  /** Without its prefix. */
  readonly name: string;
  readonly value: XmlValue;
}

/** Reads XML strictly; entities of a DTD are not expanded. The reader is loaded when first needed. */
export async function readXml(text: string): Promise<{ ok: true; root: XmlRoot } | { ok: false; reason: string }> {
  const { parseXml } = await import("@rgrove/parse-xml");
  try {
    const { root } = parseXml(text.replace(/^\uFEFF/, "").trimStart());
    return root
      ? { ok: true, root: { name: localName(root.name), value: xmlValueOf(root) } }
      : { ok: false, reason: "there is no element" };
  } catch (error) {
    // A RangeError: nested so deeply that the stack ends. Nothing that a service has to say is.
    return { ok: false, reason: firstLine(error) };
  }
}

const escapes: Readonly<Record<string, string>> = {
  "<": "&lt;",
  ">": "&gt;",
  "&": "&amp;",
  '"': "&quot;",
  "'": "&apos;",
};

/** A text as the content of an element or an attribute; characters that XML 1.0 (§2.2) cannot hold are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[<>&"']/g, (character) => escapes[character] ?? character);
}

function xmlValueOf(element: XmlElement): XmlValue {
  const elements = element.children.filter((child): child is XmlElement => child.type === "element");
  if (elements.length === 0) return element.text.trim();
  const byName = new Map<string, XmlValue[]>();
  for (const child of elements) {
    const name = localName(child.name);
    const same = byName.get(name) ?? [];
    same.push(xmlValueOf(child));
    byName.set(name, same);
  }
  return Object.fromEntries(
    [...byName].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? "") : values]),
  );
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
