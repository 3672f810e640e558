import { itemsOf, memberOf, namesOf, type References } from "./references.ts";
import { type Shape, type XmlHints, xmlHintsOf } from "./shape.ts";

/** Characters of examples of one operation, and of all of them together: schemas may repeat themselves without end. */
const MOST_OF_ONE = 8_000;
const MOST_OF_ALL = 8_000_000;
const MOST_DEPTH = 12;
const LONGEST_TEXT = 500;
/** Looked at, of alternatives one of which is not `null`. */
const MOST_ALTERNATIVES = 10;

/** Makes examples from the schemas of one document, as large as is useful and no larger. */
export class Shapes {
  readonly #references: References;
  #ofAll = MOST_OF_ALL;
  #ofOne = 0;

  constructor(references: References) {
    this.#references = references;
  }

  /** For another operation. @returns whether there is room for its examples */
  begin(): boolean {
    this.#ofOne = Math.min(MOST_OF_ONE, this.#ofAll);
    return this.#ofOne > 0;
  }

  /** What a schema describes; `undefined`: anything, or there is no room left. @throws Unresolvable */
  of(schema: unknown): Shape | undefined {
    return this.#shape(schema, []);
  }

  /** A given example, cut to what there is room for. */
  given(example: unknown): Shape | undefined {
    const value = this.#copy(example, 0);
    return value === undefined ? undefined : { kind: "value", value, xml: xmlHintsOf(undefined) };
  }

  #shape(given: unknown, within: readonly unknown[]): Shape | undefined {
    const schema = this.#references.follow(given);
    if (within.length >= MOST_DEPTH || within.includes(schema) || !this.#spend(4)) return undefined;
    const xml = xmlHintsOf(schema);
    const example = exampleIn(schema);
    if (example !== undefined) {
      const value = this.#copy(example, within.length);
      return value === undefined ? undefined : { kind: "value", value, xml };
    }
    const inner = [...within, schema];
    const own = this.#ownShape(schema, xml, inner);
    const shapes = [...(own ? [own] : []), ...this.#partsOf(schema, inner)];
    return shapes.length <= 1 ? shapes[0] : this.#together(shapes, xml);
  }

  *#partsOf(schema: unknown, within: readonly unknown[]): Generator<Shape> {
    const alternatives = [memberOf(schema, "oneOf"), memberOf(schema, "anyOf")].map(firstThatIs);
    for (const parts of [itemsOf(memberOf(schema, "allOf")), ...alternatives]) {
      for (const part of parts) {
        if (this.#ofOne < 0) return;
        const shape = this.#shape(part, within);
        if (shape) yield shape;
      }
    }
  }

  /** Members of all parts in one object; where none is an object, the first part. */
  #together(shapes: readonly Shape[], xml: XmlHints): Shape | undefined {
    const members = new Map(shapes.flatMap(membersOfShape));
    if (members.size === 0) return shapes[0];
    return { kind: "object", members: [...members], xml: { ...xml, name: xml.name ?? shapes[0]?.xml.name } };
  }

  #ownShape(schema: unknown, xml: XmlHints, within: readonly unknown[]): Shape | undefined {
    const type = typeOf(schema);
    if (type === undefined) return undefined;
    if (type === "object") return { kind: "object", members: [...this.#members(schema, within)], xml };
    if (type === "array") return { kind: "list", item: this.#shape(memberOf(schema, "items"), within), xml };
    return { kind: "value", value: scalarOf(type, schema), xml };
  }

  /** What a client sends: what the service alone writes is left out. */
  *#members(schema: unknown, within: readonly unknown[]): Generator<[string, Shape]> {
    const properties = memberOf(schema, "properties");
    for (const name of namesOf(properties)) {
      if (!this.#spend(name.length + 4)) return;
      const property = memberOf(properties, name);
      if (memberOf(this.#references.follow(property), "readOnly") === true) continue;
      const shape = this.#shape(property, within);
      if (shape) yield [name, shape];
    }
  }

  /** A copy of data, cut where there is no room left. */
  #copy(value: unknown, depth: number): unknown {
    if (depth >= MOST_DEPTH) return undefined;
    if (typeof value === "string") return this.#spend(Math.min(value.length, LONGEST_TEXT)) ? cut(value) : undefined;
    if (!this.#spend(4)) return undefined;
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) {
      const items: unknown[] = [];
      for (const item of value) {
        const copy = this.#copy(item, depth + 1);
        if (copy === undefined) break;
        items.push(copy);
      }
      return items;
    }
    const copies: [string, unknown][] = [];
    for (const name of namesOf(value)) {
      if (!this.#spend(name.length)) break;
      const copy = this.#copy(memberOf(value, name), depth + 1);
      if (copy !== undefined) copies.push([name, copy]);
    }
    return Object.fromEntries(copies);
  }

  #spend(characters: number): boolean {
    this.#ofAll -= characters;
    this.#ofOne -= characters;
    return this.#ofOne >= 0 && this.#ofAll >= 0;
  }
}

/** What the schema itself gives as an example. */
function exampleIn(schema: unknown): unknown {
  const [first] = itemsOf(memberOf(schema, "examples")); // OpenAPI 3.1, as in JSON Schema
  const [listed] = itemsOf(memberOf(schema, "enum"));
  return memberOf(schema, "example") ?? first ?? memberOf(schema, "const") ?? memberOf(schema, "default") ?? listed;
}

function firstThatIs(alternatives: unknown): readonly unknown[] {
  const first = itemsOf(alternatives)
    .slice(0, MOST_ALTERNATIVES)
    .find((alternative) => memberOf(alternative, "type") !== "null");
  return first === undefined ? [] : [first];
}

function membersOfShape(shape: Shape): readonly (readonly [string, Shape])[] {
  if (shape.kind === "object") return shape.members;
  if (shape.kind === "list") return [];
  return namesOf(shape.value).map((name) => {
    const value = memberOf(shape.value, name);
    return [name, { kind: "value", value, xml: xmlHintsOf(undefined) }];
  });
}

/** In OpenAPI 3.1 a list of types; where none is said, what its other members are for. */
function typeOf(schema: unknown): string | undefined {
  const type = memberOf(schema, "type");
  const said = Array.isArray(type) ? type.slice(0, MOST_ALTERNATIVES).find((one) => one !== "null") : type;
  if (typeof said === "string") return said;
  if (memberOf(schema, "properties") !== undefined) return "object";
  return memberOf(schema, "items") === undefined ? undefined : "array";
}

const textsOfFormats: Readonly<Record<string, string>> = {
  date: "2030-01-31",
  "date-time": "2030-01-31T12:00:00Z",
  email: "name@example.com",
  hostname: "host.example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  time: "12:00:00Z",
  uri: "https://example.com/",
  url: "https://example.com/",
  uuid: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
};

function scalarOf(type: string, schema: unknown): unknown {
  const [format, minimum] = [memberOf(schema, "format"), memberOf(schema, "minimum")];
  switch (type) {
    case "integer":
    case "number":
      return typeof minimum === "number" ? minimum : 1;
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return (
        (typeof format === "string" && Object.hasOwn(textsOfFormats, format) && textsOfFormats[format]) || "string"
      );
  }
}

function cut(text: string): string {
  return text.slice(0, LONGEST_TEXT).replace(/[\ud800-\udbff]$/, ""); // half a character
}
