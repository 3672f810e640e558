import * as contracts from "@grantry/schema";
import * as z from "zod";
import { type JsonSchema, typeOf } from "./type-of-json-schema.ts";

type Direction = "input" | "output";

/** The declaration of `Routes` as TypeScript that needs nothing else, from every contract. */
export function routeTypes(): string {
  const named = new NamedTypes();
  const exported: readonly unknown[] = Object.values(contracts);
  const routes = exported
    .filter(isRoute)
    .map((route) => `  ${JSON.stringify(`${route.method.toUpperCase()} ${route.path}`)}: ${membersOf(route, named)};`)
    .sort();
  const types = [...named.declarations()].sort();
  return `${types.join("\n")}\nexport interface Routes {\n${routes.join("\n")}\n}\n`;
}

function isRoute(value: unknown): value is contracts.Route {
  return typeof value === "object" && value !== null && "method" in value && "path" in value && "responses" in value;
}

function membersOf({ request, responses }: contracts.Route, named: NamedTypes): string {
  const members = (["params", "query"] as const).flatMap((part) => {
    const schema = request?.[part];
    if (!schema) return [];
    const isOptional = schema.safeParse({}).success;
    return `${part}${isOptional ? "?" : ""}: ${named.typeOf(schema, "input")}`;
  });
  const body = request?.body;
  if (body) members.push(`body${body.required ? "" : "?"}: ${bodyOf(body.content, named)}`);
  members.push(`answer: ${answerOf(responses, named)}`);
  return `{ ${members.join("; ")} }`;
}

function bodyOf(content: Readonly<Record<string, { readonly schema: z.ZodType }>>, named: NamedTypes): string {
  const types = Object.entries(content).map(([type, { schema }]) =>
    type === "application/json" ? named.typeOf(schema, "input") : "string | Blob",
  );
  return types.join(" | ");
}

function answerOf(responses: contracts.Route["responses"], named: NamedTypes): string {
  const types = Object.entries(responses).flatMap(([status, { content }]) => {
    if (status !== "200" && status !== "201") return [];
    return Object.values(content ?? {}).map(({ schema }) => named.typeOf(schema, "output"));
  });
  return [...new Set(types)].join(" | ") || "undefined";
}

/** Types that contracts name, each once; one that is taken otherwise than it is given has two names. */
class NamedTypes {
  readonly #texts = new Map<string, string>();

  typeOf(schema: z.ZodType, io: Direction): string {
    const { $defs = {}, ...root } = jsonSchemaOf(schema, io);
    const others = io === "input" ? jsonSchemaOf(schema, "output").$defs : $defs;
    const nameOf = (id: string): string => (isSame(id, $defs, others) ? id : `${id}AsInput`);
    for (const [id, definition] of Object.entries($defs)) this.#texts.set(nameOf(id), typeOf(definition, nameOf));
    const { id } = root;
    if (id === undefined) return typeOf(root, nameOf);
    this.#texts.set(id, typeOf(root, nameOf));
    return id;
  }

  *declarations(): Generator<string> {
    for (const [name, text] of this.#texts) yield `export type ${name} = ${text};`;
  }
}

type Definitions = Readonly<Record<string, JsonSchema>>;

function jsonSchemaOf(schema: z.ZodType, io: Direction): JsonSchema {
  return z.toJSONSchema(schema, { io, unrepresentable: "any" }) as JsonSchema; // its draft 2020-12 form
}

/** Whether a definition, with all that it refers to, is the same in both directions. */
function isSame(id: string, definitions: Definitions, others: Definitions = {}, seen: readonly string[] = []): boolean {
  if (seen.includes(id)) return true;
  const [one, other] = [definitions[id], others[id]].map((definition) => JSON.stringify(definition));
  const inner = [...(one ?? "").matchAll(/"#\/\$defs\/(\w+)"/g)].map(([, name = ""]) => name);
  return one === other && inner.every((name) => isSame(name, definitions, others, [...seen, id]));
}
