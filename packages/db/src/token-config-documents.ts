import { type Secret, type TokenConfigDocument, tokenConfigDocument } from "@grantry/schema";
import { eq, inArray } from "drizzle-orm";
import type { Database } from "./database.ts";
import { type Cell, type KeyRing, open, openOptional } from "./key-ring.ts";
import { tokenConfigDocuments } from "./tables.ts";

export const documentCell = (id: string): Cell => ({ table: "token_config_documents", column: "document", row: id });
export const entryMembersCell = (id: string): Cell => ({ ...documentCell(id), column: "entry_members" });

/** The document of a configuration. One statement. */
export async function readDocument(db: Database, keys: KeyRing, id: string): Promise<TokenConfigDocument> {
  const [row] = await selectDocument(db, id);
  return openDocument(keys, id, row);
}

/** The statement of it, to be sent beside others. */
export function selectDocument(db: Database, id: string) {
  return db.drizzle.select().from(tokenConfigDocuments).where(eq(tokenConfigDocuments.configId, id));
}

/** Opens what it found. */
export async function openDocument(
  keys: KeyRing,
  id: string,
  row: typeof tokenConfigDocuments.$inferSelect | undefined,
): Promise<TokenConfigDocument> {
  if (!row) throw new Error(`configuration ${id} has no document`);
  const text = await open(keys, documentCell(id), row.document);
  return tokenConfigDocument.parse(JSON.parse(text.reveal()));
}

/** Documents as they are stored, with what stood beside them in the file, as JSON texts by id. One statement. */
export async function readStoredEntries(
  db: Database,
  keys: KeyRing,
  ids: readonly string[],
): Promise<Map<string, { document: Secret<string>; entryMembers: Secret<string> | null }>> {
  const rows = await db.drizzle
    .select()
    .from(tokenConfigDocuments)
    .where(inArray(tokenConfigDocuments.configId, [...ids]));
  const opened = rows.map(async ({ configId, document, entryMembers }) => {
    const entry = {
      document: await open(keys, documentCell(configId), document),
      entryMembers: await openOptional(keys, entryMembersCell(configId), entryMembers),
    };
    return [configId, entry] as const;
  });
  return new Map(await Promise.all(opened));
}
