export { createApi } from "./app.ts";
export type { ApiHost } from "./host.ts";
export { version } from "./version.ts";
