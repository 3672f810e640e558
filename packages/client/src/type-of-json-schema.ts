/** What zod writes of JSON Schema (draft 2020-12). */
export interface JsonSchema {
  readonly id?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly description?: string;
}

/** A schema as a TypeScript type. @param nameOf what a definition is called */
export function typeOf(schema: JsonSchema, nameOf: (id: string) => string): string {
  const inner = (one: JsonSchema) => typeOf(one, nameOf);
  const { $ref, const: only, enum: values, anyOf, oneOf, allOf, type } = schema;
  if ($ref !== undefined) return nameOf($ref.replace("#/$defs/", ""));
  if (only !== undefined) return JSON.stringify(only);
  if (values) return values.map((value) => JSON.stringify(value)).join(" | ");
  const alternatives = anyOf ?? oneOf;
  if (alternatives) return `(${alternatives.map(inner).join(" | ")})`;
  if (allOf) return `(${allOf.map(inner).join(" & ")})`;
  if (typeof type === "object") return type.map((one) => inner({ ...schema, type: one })).join(" | ");
  switch (type) {
    case "string":
    case "boolean":
    case "null":
      return type;
    case "integer":
    case "number":
      return "number";
    case "array":
      return `Array<${schema.items ? inner(schema.items) : "unknown"}>`;
    case "object":
      return objectType(schema, inner);
    default:
      return "unknown";
  }
}

function objectType(
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  inner: (schema: JsonSchema) => string,
): string {
  const members = Object.entries(properties).map(([name, property]) => {
    const isRequired = required.includes(name);
    const type = inner(property);
    const comment = property.description ? `/** ${property.description.replaceAll("*/", "* /")} */ ` : "";
    return `${comment}${JSON.stringify(name)}${isRequired ? "" : "?"}: ${isRequired ? type : `${type} | undefined`}`;
  });
  if (members.length > 0) return `{ ${members.join("; ")} }`;
  const rest = typeof additionalProperties === "object" ? inner(additionalProperties) : "unknown";
  return `Record<string, ${rest}>`;
}
