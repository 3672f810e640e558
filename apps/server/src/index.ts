export { openContext } from "./console-context.ts";
export { type Environment, EnvironmentError, exitWrongConfiguration, readEnvironment } from "./environment.ts";
export { openDatabase } from "./open-database.ts";
export { type Serving, serve } from "./serve.ts";
export { startTracing } from "./tracing.ts";
