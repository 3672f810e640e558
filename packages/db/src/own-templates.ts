import { type Secret, type TokenConfigDocument, tokenConfigDocument } from "@grantry/schema";
import { asc, eq } from "drizzle-orm";
import { ownTemplates } from "./api-tables.ts";
import type { Database, Statement } from "./database.ts";
import { type Cell, type KeyRing, open, seal } from "./key-ring.ts";

const documentCell = (id: string): Cell => ({ table: "own_templates", column: "document", row: id });

/** A template that someone made from a file. */
export interface OwnTemplateRow {
  readonly id: string;
  readonly name: string;
  readonly document: TokenConfigDocument;
  readonly createdAt: number;
  readonly createdBy: string;
}

/** Templates made from files, by name; with `id` that one alone. One statement. */
export async function readOwnTemplates(db: Database, keys: KeyRing, id?: string): Promise<OwnTemplateRow[]> {
  const rows = await db.drizzle
    .select()
    .from(ownTemplates)
    .where(id === undefined ? undefined : eq(ownTemplates.id, id))
    .orderBy(asc(ownTemplates.name));
  return Promise.all(
    rows.map(async ({ document, ...row }) => {
      const text = await open(keys, documentCell(row.id), document);
      return { ...row, document: tokenConfigDocument.parse(JSON.parse(text.reveal())) };
    }),
  );
}

/** Adds a template. Fails on `own_templates.name` when the name is taken. In a list: a statement is sent when awaited. */
export async function insertOwnTemplate(
  db: Database,
  keys: KeyRing,
  row: { id: string; name: string; document: Secret<string>; createdAt: number; createdBy: string },
): Promise<Statement[]> {
  const document = await seal(keys, documentCell(row.id), row.document);
  return [db.drizzle.insert(ownTemplates).values({ ...row, document })];
}

export function deleteOwnTemplate(db: Database, id: string): Statement {
  return db.drizzle.delete(ownTemplates).where(eq(ownTemplates.id, id));
}
