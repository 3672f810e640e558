import type { InputError } from "@grantry/schema";
import * as z from "zod";
import { itemsOf, memberOf, namesOf, type References } from "./references.ts";
import { exampleOf, type Shape } from "./shape.ts";
import type { Shapes } from "./shapes.ts";
import { type Note, noteWords, operationWords } from "./words.ts";

const MOST_PARAMETERS = 200;

const parameterObject = z.looseObject({
  name: z.string().min(1).max(200),
  in: z.enum(["path", "query", "header", "cookie"]),
  required: z.boolean().default(false),
  style: z.string().default("form"),
  explode: z.boolean().optional(),
});
export type Parameter = z.infer<typeof parameterObject>;

/** Headers that OpenAPI leaves to other parts of a document, and Grantry sets itself. */
const notParameters = /^(accept|content-type|authorization)$/i;

/** The parameters of an operation; its own replace those of the path (OpenAPI: by name and place). */
export function parametersOf(
  references: References,
  lists: readonly { readonly pointer: string; readonly list: unknown }[],
): { parameters: Parameter[]; errors: InputError[] } {
  const errors: InputError[] = [];
  const parameters = new Map<string, Parameter>();
  for (const { pointer, list } of lists) {
    const items = itemsOf(list);
    if (items.length > MOST_PARAMETERS) {
      const parameters = { maximum: MOST_PARAMETERS };
      return { parameters: [], errors: [{ pointer, message: operationWords["too-many-parameters"], parameters }] };
    }
    for (const [index, item] of items.entries()) {
      const read = parameterObject.safeParse(references.follow(item));
      if (read.success) parameters.set(`${read.data.in} ${read.data.name}`, read.data);
      else errors.push({ pointer: `${pointer}/${index}`, message: operationWords["not-a-parameter"] });
    }
  }
  return { parameters: [...parameters.values()], errors };
}

/** What headers and cookies ask of the administrator. */
export function elsewhere(parameters: readonly Parameter[]): Note[] {
  return parameters.flatMap(({ in: place, name, required }): Note[] => {
    if (place === "cookie") return [{ words: noteWords["cookie-left-out"], parameters: { name } }];
    const isNeeded = place === "header" && required && !notParameters.test(name);
    return isNeeded ? [{ words: noteWords["header-elsewhere"], parameters: { name } }] : [];
  });
}

/** The value to try a parameter with: the document's example, or one made from its schema. */
export function shapeOfParameter(shapes: Shapes, parameter: Parameter): Shape | undefined {
  const given = memberOf(parameter, "example") ?? firstValueOf(memberOf(parameter, "examples"));
  if (given !== undefined) return shapes.given(given);
  const content = memberOf(parameter, "content");
  const [type = ""] = namesOf(content);
  return shapes.of(memberOf(parameter, "schema") ?? memberOf(memberOf(content, type), "schema"));
}

/** The first of named examples (OpenAPI's `examples`), where it stands in the document. */
export function firstValueOf(examples: unknown): unknown {
  const [name = ""] = namesOf(examples);
  return memberOf(memberOf(examples, name), "value");
}

interface QueryPart {
  readonly entries: readonly { readonly name: string; readonly value: string }[];
  readonly sample: unknown;
  readonly notes: readonly Note[];
}

/** A query parameter as entries of an invoker: one, or one for each member of an object. */
export function queryOf(
  { name, style, explode = true, ...rest }: Parameter,
  place: string,
  shape: Shape | undefined,
): QueryPart {
  const isJson = memberOf(rest, "content") !== undefined;
  const members = shape?.kind === "object" && !isJson ? shape.members.filter(([member]) => /^\w+$/.test(member)) : [];
  if (members.length > 0 && (style === "deepObject" || explode)) {
    const nameOf = (member: string) => (style === "deepObject" ? `${name}[${member}]` : member);
    const entries = members.map(([member]) => ({ name: nameOf(member), value: `:${place}.${member}` }));
    return { entries, sample: shape && exampleOf(shape), notes: [] };
  }
  const example = shape && exampleOf(shape);
  const entries = [{ name, value: `:${place}` }];
  if (!Array.isArray(example) || isJson) return { entries, sample: example ?? "", notes: [] };
  const isList = style === "form" && !explode;
  const sample = isList ? example.join(",") : (example[0] ?? "");
  return { entries, sample, notes: isList ? [] : [{ words: noteWords["one-value"], parameters: { name } }] };
}
