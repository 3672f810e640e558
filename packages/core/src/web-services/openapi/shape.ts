import { memberOf } from "./references.ts";

/** How a value is written as XML, where the document says so (OpenAPI's `xml` object). */
export interface XmlHints {
  readonly name: string | undefined;
  readonly isAttribute: boolean;
  readonly isWrapped: boolean;
}

/** What a schema describes, with an example at each leaf. */
export type Shape =
  | { readonly kind: "object"; readonly members: readonly (readonly [string, Shape])[]; readonly xml: XmlHints }
  | { readonly kind: "list"; readonly item: Shape | undefined; readonly xml: XmlHints }
  | { readonly kind: "value"; readonly value: unknown; readonly xml: XmlHints };

export function xmlHintsOf(schema: unknown): XmlHints {
  const xml = memberOf(schema, "xml");
  const name = memberOf(xml, "name");
  return {
    name: typeof name === "string" ? name : undefined,
    isAttribute: memberOf(xml, "attribute") === true,
    isWrapped: memberOf(xml, "wrapped") === true,
  };
}

/** The example that a shape stands for. */
export function exampleOf(shape: Shape): unknown {
  switch (shape.kind) {
    case "value":
      return shape.value;
    case "list":
      return shape.item ? [exampleOf(shape.item)] : [];
    case "object":
      return Object.fromEntries(shape.members.map(([name, member]) => [name, exampleOf(member)]));
  }
}
