import type { InputError, InvokerBody } from "@grantry/schema";
import { memberOf, namesOf, type References } from "./references.ts";
import { exampleOf, type Shape } from "./shape.ts";
import type { Shapes } from "./shapes.ts";
import { type Note, noteWords, operationWords } from "./words.ts";
import { xmlSampleOf, xmlTemplateOf } from "./xml-template.ts";

/** What an invoker sends as its body, and the data that it is tried with. */
export interface RequestBody {
  readonly body: InvokerBody;
  readonly sample: Readonly<Record<string, unknown>>;
  /** Members of the sample that go into the body by their own names. */
  readonly inBody: readonly string[];
  readonly notes: readonly Note[];
  readonly errors: readonly InputError[];
}

export const noBody: RequestBody = { body: { type: "none" }, sample: {}, inBody: [], notes: [], errors: [] };

const kinds = [
  ["json", /^application\/(.+\+)?json\b|^\*\/\*/i],
  ["form", /^application\/x-www-form-urlencoded\b/i],
  ["xml", /^(application|text)\/(.+\+)?xml\b/i],
] as const;
const MOST_TYPES = 50;

/** The body of an operation: JSON where it may be, else a form, else XML. @throws Unresolvable */
export function requestBodyOf(
  { references, shapes }: { references: References; shapes: Shapes },
  { method, given, pointer }: { method: string; given: unknown; pointer: string },
): RequestBody {
  const requestBody = references.follow(given);
  const content = memberOf(requestBody, "content");
  const types = namesOf(content).slice(0, MOST_TYPES);
  if (types.length === 0) return noBody;
  if (method === "GET" || method === "HEAD") {
    return { ...noBody, notes: [{ words: noteWords["body-left-out"], parameters: { method } }] };
  }
  for (const [kind, pattern] of kinds) {
    const type = types.find((type) => pattern.test(type));
    if (type === undefined) continue;
    const media = references.follow(memberOf(content, type));
    return bodyOf(kind, shapeOfMedia(shapes, references, media), memberOf(media, "schema"));
  }
  const parameters = { types: types.join(", ").slice(0, 200) };
  return { ...noBody, errors: [{ pointer, message: operationWords["body-kind"], parameters }] };
}

function shapeOfMedia(shapes: Shapes, references: References, media: unknown): Shape | undefined {
  const examples = memberOf(media, "examples");
  const [name = ""] = namesOf(examples);
  const given = memberOf(media, "example") ?? memberOf(references.follow(memberOf(examples, name)), "value");
  return given === undefined ? shapes.of(memberOf(media, "schema")) : shapes.given(given);
}

function bodyOf(kind: "json" | "form" | "xml", shape: Shape | undefined, schema: unknown): RequestBody {
  const example = shape ? exampleOf(shape) : undefined;
  const members = isObject(example) ? example : {};
  if (kind === "form") return { ...noBody, body: { type: "form" }, sample: members, inBody: Object.keys(members) };
  if (kind === "xml") {
    const template = shape ? xmlTemplateOf(shape, rootNameOf(schema)) : "<root></root>";
    const sample = shape ? xmlSampleOf(shape) : {};
    return { ...noBody, body: { type: "xml", template }, sample, inBody: Object.keys(sample) };
  }
  if (isObject(example)) {
    return { ...noBody, body: { type: "json", template: "" }, sample: example, inBody: Object.keys(example) };
  }
  return { ...noBody, ...asOneValue(example) };
}

/** JSON whose data is one value by a name of its own: no object, or one whose names are those of the path. */
export function asOneValue(example: unknown, name = "body"): Pick<RequestBody, "body" | "sample" | "inBody"> {
  const body = { type: "json", template: JSON.stringify(`{{${name}}}`) } as const;
  return { body, sample: { [name]: example ?? {} }, inBody: [name] };
}

/** The name of the schema that is referred to, as XML's root is called where nothing else is said. */
function rootNameOf(schema: unknown): string {
  const ref = memberOf(schema, "$ref");
  return typeof ref === "string" ? (ref.split("/").at(-1) ?? "root") : "root";
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
