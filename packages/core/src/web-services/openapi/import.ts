import { insertInvokers, isUniqueViolation, listInvokerNames, type Statement, writeBatch } from "@grantry/db";
import {
  type InvokerInput,
  inputErrorsOf,
  inputRefused,
  type OpenApiImportReport,
  ProblemError,
  type WebServiceInput,
  webServiceInput,
} from "@grantry/schema";
import { audit } from "../../audit.ts";
import type { Context } from "../../context.ts";
import { newId } from "../../ids.ts";
import { refuseTakenName, webServiceNameTaken, webServiceToInsert } from "../create.ts";
import { existingWebService } from "../existing.ts";
import { definitionOf } from "../invokers.ts";
import { type OpenApiDocument, readOpenApi } from "./document.ts";
import { planImport } from "./import-plan.ts";

export interface OpenApiImportChoice {
  readonly dryRun: boolean;
  readonly leaveOutRefused: boolean;
}

/** What a new web service is to be, where the document does not say it or says it otherwise. */
export interface NewServiceChoice {
  readonly name?: string | undefined;
  readonly endpoint?: string | undefined;
  /** Id or name; left out: no authentication. */
  readonly tokenConfig?: string | undefined;
}

/** Where invokers are added: a web service as it is, or as it will be with these statements. */
interface Target {
  readonly id: string;
  readonly name: string;
  readonly type: "rest" | "soap";
  readonly names: ReadonlySet<string>;
  readonly creation: readonly Statement[];
}

/**
 * Makes invokers of a web service from an OpenAPI 3.0 or 3.1 document, all of it or nothing. Names that are there
 * already are skipped.
 * @throws ProblemError web-service-not-found, file-refused, openapi-refused, import-refused (with the report),
 *   changed-meanwhile
 */
export async function importOpenApi(
  ctx: Context,
  nameOrId: string,
  file: Uint8Array,
  choice: OpenApiImportChoice,
): Promise<OpenApiImportReport> {
  const { service } = await existingWebService(ctx, nameOrId);
  const { id, name, type } = service;
  const document = await readOpenApi(ctx, file);
  const names = new Set(await listInvokerNames(ctx.db, id));
  return importInto(ctx, { id, name, type, names, creation: [] }, document, choice);
}

/**
 * Makes a web service from a document: its title, its first server, its operations.
 * @throws ProblemError file-refused, openapi-refused, invalid-input, web-service-name-taken, not-allowed,
 *   token-config-not-allowed, import-refused (with the report), changed-meanwhile
 */
export async function importNewWebService(
  ctx: Context,
  given: NewServiceChoice,
  file: Uint8Array,
  choice: OpenApiImportChoice,
): Promise<OpenApiImportReport> {
  const document = await readOpenApi(ctx, file);
  const input = serviceOf(given, document);
  await refuseTakenName(ctx, input.name);
  const { id, statements } = await webServiceToInsert(ctx, input);
  const target: Target = { id, name: input.name, type: input.type, names: new Set(), creation: statements };
  try {
    return await importInto(ctx, target, document, choice);
  } catch (error) {
    throw isUniqueViolation(error, "web_services.name") ? webServiceNameTaken(input.name) : error;
  }
}

function serviceOf({ name, endpoint, tokenConfig }: NewServiceChoice, document: OpenApiDocument): WebServiceInput {
  const service = {
    name: name || document.title.slice(0, 250),
    type: "rest",
    endpoint: endpoint || (document.server ?? ""),
    authentication: tokenConfig ? { type: "token-config", tokenConfig } : { type: "none" },
  };
  const read = webServiceInput.safeParse(service);
  if (!read.success) throw inputRefused(inputErrorsOf(read.error.issues, service));
  return read.data;
}

async function importInto(
  ctx: Context,
  target: Target,
  document: OpenApiDocument,
  { dryRun, leaveOutRefused }: OpenApiImportChoice,
): Promise<OpenApiImportReport> {
  const { rows, invokers } = await planImport(ctx, document, { ...target, leaveOutRefused });
  const refused = rows.filter(({ outcome }) => outcome === "refused").length;
  const { id, name, creation } = target;
  const isThere = creation.length === 0;
  const unapplied: OpenApiImportReport = {
    dryRun,
    applied: false,
    webService: { id: isThere ? id : null, name },
    server: document.server,
    entries: [...rows],
  };
  if (dryRun) return unapplied;
  if (refused > 0) {
    throw new ProblemError("import-refused", {
      parameters: { refused: String(refused), all: String(rows.length) },
      members: { ...unapplied },
    });
  }
  await apply(ctx, target, invokers);
  return { ...unapplied, applied: true, webService: { id, name } };
}

async function apply(ctx: Context, { id, name, creation }: Target, invokers: readonly InvokerInput[]): Promise<void> {
  const now = ctx.platform.now();
  const rows = invokers.map((invoker) => ({
    id: newId(ctx.platform),
    serviceId: id,
    ...definitionOf(invoker),
    createdAt: now,
    updatedAt: now,
  }));
  try {
    await writeBatch(ctx.db, [
      ...creation,
      ...insertInvokers(ctx.db, rows),
      audit(ctx, "invokers.imported", { id, label: name }, { added: rows.length }),
    ]);
  } catch (error) {
    if (isUniqueViolation(error, "invokers.name")) throw new ProblemError("changed-meanwhile", { cause: error });
    throw error;
  }
}
