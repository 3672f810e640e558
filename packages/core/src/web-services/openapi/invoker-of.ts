import { type InputError, type InvokerInput, inputErrorsOf, invokerInput, invokerMethods } from "@grantry/schema";
import { invokerErrors } from "../invoker-check.ts";
import { type OpenApiDocument, type Operation, serverOf } from "./document.ts";
import { elsewhere, type Parameter, parametersOf, queryOf, shapeOfParameter } from "./parameters.ts";
import { invokerPathOf } from "./path-of.ts";
import { PlaceNames } from "./place-names.ts";
import { memberOf, Unresolvable } from "./references.ts";
import { asOneValue, type RequestBody, requestBodyOf } from "./request-body.ts";
import { exampleOf } from "./shape.ts";
import type { Shapes } from "./shapes.ts";
import { type Note, noteWords, operationWords } from "./words.ts";

/** What an operation becomes, or why it becomes nothing, at its place in the document. */
export type Made =
  | { readonly ok: true; readonly invoker: InvokerInput; readonly notes: readonly Note[] }
  | { readonly ok: false; readonly errors: readonly InputError[] };

/** Makes an invoker of an operation: path, query and body with data to try them with. */
export async function invokerOf(
  document: OpenApiDocument,
  operation: Operation,
  how: { name: string; type: "rest" | "soap"; shapes: Shapes },
): Promise<Made> {
  const { pointer } = operation;
  try {
    return await made(document, operation, how);
  } catch (error) {
    if (!(error instanceof Unresolvable)) throw error;
    return { ok: false, errors: [{ pointer, message: operationWords[error.fault], parameters: { ref: error.ref } }] };
  }
}

async function made(
  document: OpenApiDocument,
  operation: Operation,
  { name, type, shapes }: { name: string; type: "rest" | "soap"; shapes: Shapes },
): Promise<Made> {
  const { references } = document;
  const { pointer, method, definition } = operation;
  const pathItem = references.follow(operation.pathItem);
  const hasRoom = shapes.begin();
  const errors = callErrors(document, operation);
  if (errors.length > 0) return { ok: false, errors };
  const { parameters, errors: parameterErrors } = parametersOf(references, [
    { pointer: pointer.replace(/\/[^/]*$/, "/parameters"), list: memberOf(pathItem, "parameters") },
    { pointer: `${pointer}/parameters`, list: memberOf(definition, "parameters") },
  ]);
  const given = { method, given: memberOf(definition, "requestBody"), pointer: `${pointer}/requestBody` };
  const request = withOwnNames(requestBodyOf({ references, shapes }, given), operation.path, parameters);
  const names = new PlaceNames(request.inBody);
  const path = invokerPathOf(operation.path, names, pointer);
  const query = queryParts(shapes, parameters, names);
  const inPath = parameters.filter(({ in: place }) => place === "path");
  const candidate = {
    name,
    method,
    path: path.path,
    query: query.flatMap(({ entries }) => entries),
    body: request.body,
    sample: {
      ...Object.fromEntries(query.filter(({ required }) => required).map(({ place, sample }) => [place, sample])),
      ...request.sample,
      ...Object.fromEntries([...path.places].map(([parameter, place]) => [place, sampleIn(shapes, inPath, parameter)])),
    },
  };
  const found = [...parameterErrors, ...request.errors, ...path.errors];
  if (found.length > 0) return { ok: false, errors: found };
  const read = invokerInput.safeParse(candidate);
  const refused = read.success ? await invokerErrors(read.data, type) : inputErrorsOf(read.error.issues, candidate);
  if (!read.success || refused.length > 0)
    return { ok: false, errors: refused.map((error) => ({ ...error, pointer })) };
  const notes = [...elsewhere(parameters), ...query.flatMap((part) => part.notes), ...request.notes];
  return { ok: true, invoker: read.data, notes: hasRoom ? notes : [...notes, noExample] };
}

const noExample: Note = { words: noteWords["no-example"], parameters: {} };

/** Why an operation cannot be called at all. */
function callErrors({ references, ...document }: OpenApiDocument, operation: Operation): InputError[] {
  const { pointer, method, definition } = operation;
  if (typeof definition !== "object" || definition === null) {
    return [{ pointer, message: operationWords["not-an-object"] }];
  }
  if (!invokerMethods.some((known) => known === method)) {
    const parameters = { method, methods: invokerMethods.join(", ") };
    return [{ pointer, message: operationWords["no-such-method"], parameters }];
  }
  const url = serverOf(definition) ?? serverOf(references.follow(operation.pathItem));
  return url === null || url === document.server
    ? []
    : [{ pointer, message: operationWords["own-server"], parameters: { url } }];
}

/** A JSON body whose names meet those of path and query goes under a name of its own: what they use is not sent in it. */
function withOwnNames(request: RequestBody, path: string, parameters: readonly Parameter[]): RequestBody {
  if (request.body.type !== "json") return request;
  const asked = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, parameter = ""]) => parameter);
  const names = new PlaceNames();
  const places = [...asked, ...parameters.filter(({ in: at }) => at === "query").map(({ name }) => name)];
  const taken = new Set(places.map((place) => names.placeFor(place)));
  if (!request.inBody.some((name) => taken.has(name))) return request;
  const isOneValue = request.body.template !== "";
  return { ...request, ...asOneValue(isOneValue ? request.sample["body"] : request.sample, names.placeFor("body")) };
}

function queryParts(shapes: Shapes, parameters: readonly Parameter[], names: PlaceNames) {
  return parameters.flatMap((parameter) => {
    if (parameter.in !== "query") return [];
    const place = names.placeFor(parameter.name);
    const { required } = parameter;
    return { place, required, ...queryOf(parameter, place, shapeOfParameter(shapes, parameter)) };
  });
}

function sampleIn(shapes: Shapes, inPath: readonly Parameter[], name: string): unknown {
  const parameter = inPath.find((one) => one.name === name);
  const shape = parameter && shapeOfParameter(shapes, parameter);
  return (shape && exampleOf(shape)) ?? "string";
}
