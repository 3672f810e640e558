import { jsonPointer, ProblemError, say, type WordParameters } from "@grantry/schema";
import { decode, FileRefused, readData } from "@grantry/token-config-file";
import type { Context } from "../../context.ts";
import { fileRefusal } from "../../token-configs/file-refusal.ts";
import { itemsOf, memberOf, namesOf, References } from "./references.ts";
import { documentWords } from "./words.ts";

const MOST_OPERATIONS = 5_000;
/** No invoker has a longer one: it is refused, and need not stand in the report as a whole. */
const LONGEST_PATH = 2_000;
/** OpenAPI 3.1, “Path Item Object”: what of it is an operation. */
const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** An OpenAPI document that can be worked with. */
export interface OpenApiDocument {
  readonly title: string;
  /** Its first server with the defaults of its variables; `null`: it says none. */
  readonly server: string | null;
  readonly references: References;
  readonly operations: readonly Operation[];
}

/** An operation where it stands in the document. */
export interface Operation {
  /** JSON Pointer (RFC 6901). */
  readonly pointer: string;
  /** In capitals. */
  readonly method: string;
  readonly path: string;
  /** The path item as it stands: it may be a reference that leads nowhere. */
  readonly pathItem: unknown;
  /** `undefined`: only the reference of the path item knows. */
  readonly definition: unknown;
}

/**
 * Reads a JSON or YAML text as an OpenAPI document, with pauses.
 * @throws ProblemError file-refused, openapi-refused
 */
export async function readOpenApi(ctx: Context, file: Uint8Array): Promise<OpenApiDocument> {
  const root = await readPatiently(ctx, file);
  refuseOtherKinds(ctx, root);
  const references = new References(root);
  const operations = operationsOf(ctx, references, memberOf(root, "paths"));
  const title = memberOf(memberOf(root, "info"), "title");
  return { title: typeof title === "string" ? title.trim() : "", server: serverOf(root), references, operations };
}

async function readPatiently(ctx: Context, file: Uint8Array): Promise<unknown> {
  try {
    const reading = readData(decode(file).replace(/^\uFEFF/, ""));
    for (;;) {
      const { done, value } = reading.next();
      if (done) return value;
      await ctx.platform.wait(0); // others have their turn
    }
  } catch (error) {
    throw error instanceof FileRefused ? fileRefusal(error, ctx.language) : error;
  }
}

function refuseOtherKinds(ctx: Context, root: unknown): void {
  const [version, swagger] = [memberOf(root, "openapi"), memberOf(root, "swagger")];
  if (swagger !== undefined) throw refused(ctx, "swagger-2", { version: String(swagger).slice(0, 20) });
  // Unquoted in YAML, “3.0” or “3.1” is a number.
  if (version === undefined) throw refused(ctx, "not-openapi");
  const said = String(version).slice(0, 20);
  if (!/^3(\.[01](\.|$|-)|$)/.test(said)) throw refused(ctx, "other-version", { version: said });
}

function operationsOf(ctx: Context, references: References, paths: unknown): Operation[] {
  const operations: Operation[] = [];
  for (const name of namesOf(paths)) {
    if (name.startsWith("x-")) continue;
    const pathItem = memberOf(paths, name);
    const path = name.slice(0, LONGEST_PATH + 1);
    const at = jsonPointer(["paths", path]);
    operations.push(...operationsAt(references, { at, path, pathItem }));
    if (operations.length > MOST_OPERATIONS) {
      throw refused(ctx, "too-many-operations", { maximum: MOST_OPERATIONS });
    }
  }
  if (operations.length === 0) throw refused(ctx, "no-operations");
  return operations;
}

function operationsAt(
  references: References,
  { at, path, pathItem }: { at: string; path: string; pathItem: unknown },
): Operation[] {
  const found = followed(references, pathItem);
  // What a broken reference leads to cannot be counted: it is one row, refused later with the reason.
  if (found === undefined) return [{ pointer: at, method: "", path, pathItem, definition: undefined }];
  return methods.flatMap((method) => {
    const definition = memberOf(found, method);
    if (definition === undefined) return [];
    return { pointer: `${at}/${method}`, method: method.toUpperCase(), path, pathItem: found, definition };
  });
}

function followed(references: References, pathItem: unknown): unknown {
  try {
    return references.follow(pathItem);
  } catch {
    return undefined;
  }
}

/** The first server of a document, a path or an operation. Variables take their defaults. */
export function serverOf(at: unknown): string | null {
  const [server] = itemsOf(memberOf(at, "servers"));
  const url = memberOf(server, "url");
  if (typeof url !== "string") return null;
  const variables = memberOf(server, "variables");
  return url.slice(0, 2_000).replace(/\{([^{}]*)\}/g, (_place, name: string) => {
    const value = memberOf(memberOf(variables, name), "default");
    return typeof value === "string" ? value.slice(0, 500) : "";
  });
}

function refused(ctx: Context, fault: keyof typeof documentWords, parameters: WordParameters = {}): ProblemError {
  return new ProblemError("openapi-refused", {
    parameters: { fault: say(documentWords[fault], ctx.language, parameters) },
  });
}
