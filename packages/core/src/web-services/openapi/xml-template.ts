import { escapeXml } from "../xml.ts";
import { memberOf, namesOf } from "./references.ts";
import { exampleOf, type Shape, type XmlHints, xmlHintsOf } from "./shape.ts";

const placeName = /^[A-Za-z_]\w*$/;
const elementName = /^[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?$/;

/**
 * A template whose places are filled by the shape's example. What XML or a template cannot name is left out; a prefix
 * is left out with its namespace.
 */
export function xmlTemplateOf(shape: Shape, rootName: string): string {
  return elementOf(spelledOut(shape), validName(shape.xml, rootName) ?? "root", "");
}

function elementOf(shape: Shape, name: string, path: string): string {
  switch (shape.kind) {
    case "value":
      return `<${name}>${path === "" ? escapeXml(textOf(shape.value)) : `{{${path}}}`}</${name}>`;
    case "list":
      return listOf(shape, name, path);
    case "object": {
      const named = shape.members.filter(([member]) => placeName.test(member));
      const attributes = named.filter(([, { xml, kind }]) => xml.isAttribute && kind === "value");
      const elements = named.filter((member) => !attributes.includes(member));
      const opening = attributes.map(([member, { xml }]) => ` ${validName(xml, member)}="{{${below(path, member)}}}"`);
      const inner = elements.map(([member, inner]) =>
        elementOf(inner, validName(inner.xml, member) ?? member, below(path, member)),
      );
      return `<${name}${opening.join("")}>${inner.join("")}</${name}>`;
    }
  }
}

/** Items one after the other, each with the list's name or its own; in an element around them where they are wrapped. */
function listOf({ item, xml }: Shape & { kind: "list" }, name: string, path: string): string {
  if (!item || path === "") return `<${name}></${name}>`; // a list alone has no name that data could have
  const itemName = (xml.isWrapped && validName(item.xml, name)) || name;
  const each = item.kind === "object" ? elementOf(item, itemName, "") : `<${itemName}>{{.}}</${itemName}>`;
  const items = `{{#${path}}}${each}{{/${path}}}`;
  return xml.isWrapped ? `<${name}>${items}</${name}>` : items;
}

/** Examples that the document gives as a whole, as shapes. */
function spelledOut(shape: Shape): Shape {
  switch (shape.kind) {
    case "object":
      return { ...shape, members: shape.members.map(([name, member]) => [name, spelledOut(member)]) };
    case "list":
      return { ...shape, item: shape.item && spelledOut(shape.item) };
    case "value":
      return shapeOfValue(shape.value, shape.xml);
  }
}

function shapeOfValue(value: unknown, xml: XmlHints = xmlHintsOf(undefined)): Shape {
  if (Array.isArray(value)) return { kind: "list", item: value.length > 0 ? shapeOfValue(value[0]) : undefined, xml };
  const names = namesOf(value);
  if (names.length === 0) return { kind: "value", value, xml };
  return { kind: "object", members: names.map((name) => [name, shapeOfValue(memberOf(value, name))]), xml };
}

function validName({ name }: XmlHints, otherwise: string): string | undefined {
  return [name, otherwise]
    .find((candidate) => candidate !== undefined && elementName.test(candidate))
    ?.replace(/^.*:/, "");
}

function below(path: string, member: string): string {
  return path === "" ? member : `${path}.${member}`;
}

function textOf(value: unknown): string {
  return typeof value === "object" ? "" : String(value);
}

/** The data that fills the template. */
export function xmlSampleOf(shape: Shape): Record<string, unknown> {
  return { ...Object(exampleOf(shape)) };
}
