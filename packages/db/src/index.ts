export { fromBase64, hashOf, toBase64Url } from "./base64.ts";
export { type Cipher, webCipher } from "./cipher.ts";
export { type Database } from "./database.ts";
export { type KeyRing, KeyRingError, readKeyRing } from "./key-ring.ts";
export { DatabaseNewerError, type Migration, migrate, schemaVersion } from "./migrate.ts";
export { openRemoteDatabase } from "./open.ts";
