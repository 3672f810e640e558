import {
  deleteInvoker,
  findInvoker,
  type InvokerRow,
  insertInvoker,
  isConflict,
  isUniqueViolation,
  listInvokers as readAll,
  updateInvoker as update,
  writeBatch,
} from "@grantry/db";
import { type Invoker, type InvokerInput, inputRefused, invokerInput, ProblemError } from "@grantry/schema";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { toInstant } from "../instants.ts";
import { existingWebService } from "./existing.ts";
import { invokerErrors } from "./invoker-check.ts";

/** An invoker with the version that its ETag shows. */
export interface VersionedInvoker {
  readonly invoker: Invoker;
  readonly version: number;
}

/** The invokers of a web service, by name. */
export async function listInvokers(ctx: Context, service: string): Promise<Invoker[]> {
  const { service: row } = await existingWebService(ctx, service);
  return (await readAll(ctx.db, row.id)).map((invoker) => viewOf(invoker).invoker);
}

/** @throws ProblemError web-service-not-found, invoker-not-found */
export async function getInvoker(ctx: Context, service: string, name: string): Promise<VersionedInvoker> {
  return viewOf((await existing(ctx, service, name)).row);
}

/** @throws ProblemError invalid-input, invoker-name-taken, web-service-not-found */
export async function createInvoker(ctx: Context, service: string, input: InvokerInput): Promise<VersionedInvoker> {
  const { service: owner } = await existingWebService(ctx, service);
  await refuseUnusable(input, owner.type);
  const now = ctx.platform.now();
  const { name, definition } = definitionOf(input);
  const row = { id: newId(ctx.platform), serviceId: owner.id, name, definition, createdAt: now, updatedAt: now };
  try {
    await writeBatch(ctx.db, [
      insertInvoker(ctx.db, row),
      audit(ctx, "invoker.created", { id: owner.id, label: owner.name }, { invoker: name }),
    ]);
  } catch (error) {
    throw isUniqueViolation(error, "invokers.name") ? nameTaken(owner.name, name) : error;
  }
  return getInvoker(ctx, owner.id, name);
}

/** @throws ProblemError invalid-input, invoker-name-taken, invoker-not-found, changed-meanwhile */
export async function updateInvoker(
  ctx: Context,
  place: { service: string; name: string },
  edit: { input: InvokerInput; readVersion: number },
): Promise<VersionedInvoker> {
  const { owner, row } = await existing(ctx, place.service, place.name);
  await refuseUnusable(edit.input, owner.type);
  const { name, definition } = definitionOf(edit.input);
  const change = { id: row.id, name, definition, updatedAt: ctx.platform.now(), readVersion: edit.readVersion };
  try {
    await writeBatch(ctx.db, [
      ...update(ctx.db, change),
      audit(ctx, "invoker.updated", { id: owner.id, label: owner.name }, { invoker: name }),
    ]);
  } catch (error) {
    if (isConflict(error)) throw new ProblemError("changed-meanwhile", { cause: error });
    throw isUniqueViolation(error, "invokers.name") ? nameTaken(owner.name, name) : error;
  }
  return getInvoker(ctx, owner.id, name);
}

/** @throws ProblemError web-service-not-found, invoker-not-found */
export async function removeInvoker(ctx: Context, service: string, name: string): Promise<void> {
  const { owner, row } = await existing(ctx, service, name);
  await writeBatch(ctx.db, [
    deleteInvoker(ctx.db, row.id),
    audit(ctx, "invoker.deleted", { id: owner.id, label: owner.name }, { invoker: name }),
  ]);
}

async function existing(ctx: Context, service: string, name: string) {
  const { service: owner } = await existingWebService(ctx, service);
  const row = await findInvoker(ctx.db, owner.id, name);
  if (!row) throw new ProblemError("invoker-not-found", { parameters: { service: owner.name, name } });
  return { owner, row };
}

async function refuseUnusable(input: InvokerInput, type: "rest" | "soap"): Promise<void> {
  const errors = await invokerErrors(input, type);
  if (errors.length > 0) throw inputRefused(errors);
}

/** An invoker as its columns. */
export function definitionOf({ name, id: _id, createdAt: _created, updatedAt: _updated, ...definition }: InvokerInput) {
  return { name, definition };
}

function viewOf({ id, name, definition, version, createdAt, updatedAt }: InvokerRow): VersionedInvoker {
  const stored = invokerInput.parse({ ...Object(definition), name });
  return {
    invoker: { ...stored, id, createdAt: toInstant(createdAt), updatedAt: toInstant(updatedAt) },
    version,
  };
}

function nameTaken(service: string, name: string): ProblemError {
  return new ProblemError("invoker-name-taken", {
    parameters: { service, name },
    errors: [{ pointer: "/name", message: "name-taken" }],
  });
}
