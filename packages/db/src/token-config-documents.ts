import { type Secret, secret, type TokenConfigDocument, tokenConfigDocument } from "@grantry/schema";
import { eq, getTableColumns, inArray, sql } from "drizzle-orm";
import { asStatement, type Database, keptStatement, readRows } from "./database.ts";
import { type Cell, type KeyRing, open, openOptional } from "./key-ring.ts";
import type { Sealed } from "./sealed.ts";
import { tokenConfigDocuments, tokenConfigs } from "./tables.ts";

export const documentCell = (id: string): Cell => ({ table: "token_config_documents", column: "document", row: id });
export const entryMembersCell = (id: string): Cell => ({ ...documentCell(id), column: "entry_members" });

/** The document of a configuration, naming the subject of its exchange as it is called now. One statement. */
export async function readDocument(db: Database, keys: KeyRing, id: string): Promise<TokenConfigDocument> {
  const [row] = await readRows<DocumentRow>(db, selectDocument(db, { id }));
  return openDocument(keys, id, row);
}

/** What {@link selectDocument} gives. */
export interface DocumentRow {
  readonly document: Sealed;
  readonly subject: string | null;
}

/** The statement of it, to be sent beside others. */
export const selectDocument = keptStatement<{ id: string }>(() =>
  asStatement(sql`select d.document, c.subject_token_config as subject
    from token_config_documents d join token_configs c on c.id = d.config_id where c.id = ${sql.placeholder("id")}`),
);

/** Opens what it found. */
export async function openDocument(
  keys: KeyRing,
  id: string,
  row: DocumentRow | undefined,
): Promise<TokenConfigDocument> {
  if (!row) throw new Error(`configuration ${id} has no document`);
  const text = await open(keys, documentCell(id), row.document);
  return withSubject(tokenConfigDocument.parse(JSON.parse(text.reveal())), row.subject);
}

function withSubject<T extends { Grantry?: object | undefined }>(document: T, subject: string | null): T {
  return subject === null ? document : { ...document, Grantry: { ...document.Grantry, SubjectTokenConfig: subject } };
}

/** Documents with all that came in them, and what stood beside them in the file, as JSON texts by id. One statement. */
export async function readStoredEntries(
  db: Database,
  keys: KeyRing,
  ids: readonly string[],
): Promise<Map<string, { document: Secret<string>; entryMembers: Secret<string> | null }>> {
  const rows = await db.drizzle
    .select({ ...getTableColumns(tokenConfigDocuments), subject: tokenConfigs.subjectTokenConfig })
    .from(tokenConfigDocuments)
    .innerJoin(tokenConfigs, eq(tokenConfigs.id, tokenConfigDocuments.configId))
    .where(inArray(tokenConfigDocuments.configId, [...ids]));
  const opened = rows.map(async ({ configId, document, entryMembers, subject }) => {
    const text = await open(keys, documentCell(configId), document);
    const entry = {
      document: subject === null ? text : secret(JSON.stringify(withSubject(JSON.parse(text.reveal()), subject))),
      entryMembers: await openOptional(keys, entryMembersCell(configId), entryMembers),
    };
    return [configId, entry] as const;
  });
  return new Map(await Promise.all(opened));
}
