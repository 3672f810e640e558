export { createApi } from "./app.ts";
export type { ApiHost } from "./host.ts";
export { partFor } from "./part-for.ts";
export { version } from "./version.ts";
