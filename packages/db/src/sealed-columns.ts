import { getTableName } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { deviceAuthorizations, importEntries, importPieces, ownTemplates, sealedValues } from "./api-tables.ts";
import { channels } from "./channel-tables.ts";
import { mailAccountSecrets, messageContents } from "./mail-tables.ts";
import { clientKeys, clientSecrets } from "./registration-tables.ts";
import { authorizations, tokenConfigDocuments, tokenSecrets } from "./tables.ts";
import { invocations, webServiceSecrets } from "./web-service-tables.ts";

/** A column that holds sealed values, and the cell that each was sealed for. */
export interface SealedColumn {
  readonly column: SQLiteColumn;
  /** Table and column of the cell: not the column's own where a value waits to be moved as it is. */
  readonly cell: { readonly table: string; readonly column: string };
  /** The column that names the cell's row. */
  readonly row: SQLiteColumn;
}

/** Every sealed column there is: what is missing here would be lost when a key is let go. A test compares with the tables. */
export const sealedColumns: readonly SealedColumn[] = [
  at(sealedValues.value, sealedValues.name),
  at(clientSecrets.secret, clientSecrets.id),
  at(clientKeys.privateKey, clientKeys.id),
  at(ownTemplates.document, ownTemplates.id),
  at(tokenConfigDocuments.document, tokenConfigDocuments.configId),
  at(tokenConfigDocuments.entryMembers, tokenConfigDocuments.configId),
  at(tokenSecrets.accessToken, tokenSecrets.configId),
  at(tokenSecrets.refreshToken, tokenSecrets.configId),
  at(tokenSecrets.previousRefreshToken, tokenSecrets.configId),
  at(tokenSecrets.spareRefreshToken, tokenSecrets.configId),
  at(authorizations.verifier, authorizations.id),
  at(webServiceSecrets.secrets, webServiceSecrets.serviceId),
  at(invocations.exchange, invocations.id),
  at(deviceAuthorizations.deviceCode, deviceAuthorizations.id),
  at(mailAccountSecrets.password, mailAccountSecrets.accountId),
  at(mailAccountSecrets.webhookSecret, mailAccountSecrets.accountId),
  at(channels.webhookSecret, channels.id),
  at(messageContents.summary, messageContents.messageId),
  at(messageContents.source, messageContents.messageId),
  at(importPieces.entries, importPieces.id),
  // Sealed for where an import moves them.
  { ...at(tokenConfigDocuments.document, importEntries.configId), column: importEntries.document },
  { ...at(tokenConfigDocuments.entryMembers, importEntries.configId), column: importEntries.entryMembers },
  { ...at(clientSecrets.secret, importEntries.clientSecretId), column: importEntries.clientSecret },
];

function at(column: SQLiteColumn, row: SQLiteColumn): SealedColumn {
  return { column, cell: { table: getTableName(column.table), column: column.name }, row };
}
