import {
  type InputError,
  type InvokerInput,
  type OpenApiImportRow,
  ProblemError,
  say,
  sayInputError,
  sayProblem,
} from "@grantry/schema";
import type { Context } from "../../context.ts";
import type { OpenApiDocument, Operation } from "./document.ts";
import { invokerOf, type Made } from "./invoker-of.ts";
import { UniqueNames } from "./place-names.ts";
import { memberOf } from "./references.ts";
import { Shapes } from "./shapes.ts";

/** Operations that are judged together: few enough not to hold the process for long. */
const CHUNK = 100;
/** A name may have 250 characters; the rest is for a number. */
const LONGEST_NAME = 240;

/** What becomes of a document at a web service. */
export interface ImportPlan {
  readonly rows: readonly OpenApiImportRow[];
  /** To be added, in the order of the document. */
  readonly invokers: readonly InvokerInput[];
}

/** Judges every operation, with pauses: what it becomes, or that its name is there already, or why it is refused. */
export async function planImport(
  ctx: Context,
  document: OpenApiDocument,
  service: { readonly type: "rest" | "soap"; readonly names: ReadonlySet<string>; readonly leaveOutRefused: boolean },
): Promise<ImportPlan> {
  const shapes = new Shapes(document.references);
  const rows: OpenApiImportRow[] = [];
  const invokers: InvokerInput[] = [];
  const names = new UniqueNames((number) => ` (${number})`);
  for (const [index, operation] of document.operations.entries()) {
    if (index % CHUNK === CHUNK - 1) await ctx.platform.wait(0); // others have their turn
    const name = names.take(nameOf(operation));
    const { pointer, method, path } = operation;
    const row = { index, pointer, method, path, name };
    if (service.names.has(name)) {
      rows.push({ ...row, outcome: "skipped", notes: [], problem: null });
      continue;
    }
    const made = await invokerOf(document, operation, { name, type: service.type, shapes });
    if (made.ok) invokers.push(made.invoker);
    rows.push({ ...row, ...outcomeOf(ctx, made, service.leaveOutRefused) });
  }
  return { rows, invokers };
}

/** As the document calls it, else method and path. */
function nameOf({ method, path, definition }: Operation): string {
  const operationId = memberOf(definition, "operationId");
  const given = typeof operationId === "string" ? operationId.trim() : "";
  return (given || `${method} ${path}`.trim()).slice(0, LONGEST_NAME).replace(/[\ud800-\udbff]$/, ""); // half a character
}

function outcomeOf(
  ctx: Context,
  made: Made,
  leaveOutRefused: boolean,
): Pick<OpenApiImportRow, "outcome" | "notes" | "problem"> {
  if (made.ok) {
    const notes = made.notes.map(({ words, parameters }) => say(words, ctx.language, parameters));
    return { outcome: "added", notes, problem: null };
  }
  const problem = sayProblem(entryRefused(ctx, made.errors), ctx.language);
  return { outcome: leaveOutRefused ? "left-out" : "refused", notes: [], problem };
}

function entryRefused(ctx: Context, errors: readonly InputError[]): ProblemError {
  const complaints = errors.map((error) => `${error.pointer} ${sayInputError(error, ctx.language)}`);
  return new ProblemError("entry-refused", { errors, parameters: { complaints: complaints.join(" ") } });
}
