export { nodeCipher } from "./cipher.node.ts";
export { readMigrations } from "./migrations.node.ts";
export { DatabaseMissingError, openEmbeddedDatabase } from "./open.node.ts";
