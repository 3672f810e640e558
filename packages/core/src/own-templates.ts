import {
  deleteOwnTemplate,
  insertOwnTemplate,
  isUniqueViolation,
  type OwnTemplateRow,
  readOwnTemplates,
  writeBatch,
} from "@grantry/db";
import { findTemplate, grantOf } from "@grantry/oauth";
import {
  type InputError,
  ProblemError,
  sayInputError,
  secret,
  type Template,
  type TemplateView,
} from "@grantry/schema";
import { FileRefused, type PlainObject, readEntries } from "@grantry/token-config-file";
import { audit } from "./audit.ts";
import type { Context } from "./context.ts";
import { newId } from "./ids.ts";
import { toInstant } from "./instants.ts";
import { templateViewOf } from "./templates.ts";
import { viewOfDocument } from "./token-configs/document.ts";
import { documentEndpointErrors } from "./token-configs/endpoints.ts";
import { readFileEntry } from "./token-configs/file-entry.ts";
import { fileRefusal } from "./token-configs/file-refusal.ts";
import { withoutSecrets } from "./token-configs/secret-members.ts";

/** Configurations made from templates of one's own are edited with this one's form. */
export const formOfOwnTemplates = "custom";

/** Templates that people made from files. One statement. */
export async function ownTemplates(ctx: Context): Promise<Template[]> {
  return (await readOwnTemplates(ctx.db, ctx.platform.keys)).map(templateOf);
}

/** One of them, or one that is shipped. One statement at most. */
export async function templateById(ctx: Context, id: string): Promise<Template | undefined> {
  const shipped = findTemplate(id);
  if (shipped) return shipped;
  const [own] = await readOwnTemplates(ctx.db, ctx.platform.keys, id);
  return own && templateOf(own);
}

/**
 * Makes a template from a file in the seed system's format: its first entry counts, as there. Client and everything
 * whose name says that it is a secret stay out of it.
 * @throws ProblemError file-refused, template-refused, template-name-taken
 */
export async function addTemplate(ctx: Context, text: string): Promise<TemplateView> {
  const { db, platform, actor } = ctx;
  const { name, document } = await readTemplate(ctx, text);
  const id = newId(platform);
  const row = { id, name, createdAt: platform.now(), createdBy: actor.label };
  try {
    await writeBatch(db, [
      ...(await insertOwnTemplate(db, platform.keys, { ...row, document: secret(JSON.stringify(document)) })),
      audit(ctx, "template.added", { id, label: name }),
    ]);
  } catch (error) {
    if (!isUniqueViolation(error, "own_templates.name")) throw error;
    throw new ProblemError("template-name-taken", { parameters: { name }, cause: error });
  }
  return templateViewOf(ctx, templateOf({ ...row, document: document as OwnTemplateRow["document"] })); // read by its contract
}

/** @throws ProblemError template-not-found */
export async function removeTemplate(ctx: Context, id: string): Promise<void> {
  const [own] = await readOwnTemplates(ctx.db, ctx.platform.keys, id);
  if (!own) throw new ProblemError("template-not-found", { parameters: { name: id } });
  await writeBatch(ctx.db, [deleteOwnTemplate(ctx.db, id), audit(ctx, "template.removed", { id, label: own.name })]);
}

async function readTemplate(ctx: Context, text: string): Promise<{ name: string; document: PlainObject }> {
  const read = readFileEntry({ value: firstEntry(ctx, text) });
  if ("errors" in read) throw refused(ctx, read.errors);
  const endpoints = { grant: grantOf(read.document), view: viewOfDocument(read.document) };
  const errors = (await documentEndpointErrors(ctx, endpoints))
    .filter(({ message }) => message !== "required") // the form asks for it
    .map((error) => ({ ...error, pointer: `/Config${error.pointer}` }));
  if (errors.length > 0) throw refused(ctx, errors);
  const { ClientID: _client, Grantry: grantry, ...document } = withoutSecrets(read.documentAsCame);
  const ours = { ...(grantry as PlainObject | undefined), Template: formOfOwnTemplates, Placeholders: {} }; // an object, by its contract
  return { name: read.name, document: { ...document, TemplateName: read.name, Grantry: ours } };
}

function firstEntry(ctx: Context, text: string): unknown {
  try {
    const [first] = readEntries(text);
    return first?.value;
  } catch (error) {
    throw error instanceof FileRefused ? fileRefusal(error, ctx.language) : error;
  }
}

function refused(ctx: Context, errors: readonly InputError[]): ProblemError {
  const complaints = errors.map((error) => `${error.pointer} ${sayInputError(error, ctx.language)}`).join(" ");
  return new ProblemError("template-refused", { errors, parameters: { complaints } });
}

function templateOf({ id, name, document, createdAt, createdBy }: OwnTemplateRow): Template {
  const day = toInstant(createdAt).slice(0, 10);
  return {
    id,
    name,
    group: "own",
    grant: grantOf(document),
    summary: { en: `From a file, by ${createdBy} on ${day}.`, de: `Aus einer Datei, von ${createdBy} am ${day}.` },
    document,
    placeholders: [],
    fields: {},
    mistakes: [],
    redirectUriHelp: findTemplate(formOfOwnTemplates)?.redirectUriHelp ?? { en: "", de: "" },
    scopes: [],
    clientSecret: "optional",
  };
}
