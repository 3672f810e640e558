export { ClientKeyRefused, clientKeyFaults } from "./faults.ts";
export { makeClientKey } from "./make.ts";
export { readPem } from "./pem.ts";
export { readPkcs12 } from "./pkcs12.ts";
export type { ReadClientKey } from "./private-key.ts";
export { readServiceAccount, type ServiceAccount } from "./service-account.ts";
