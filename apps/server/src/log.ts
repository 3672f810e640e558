import type { Log, LogLevel } from "@grantry/core";

const order: readonly (LogLevel | "silent")[] = ["debug", "info", "warn", "error", "silent"];

/** The log: one JSON object a line on standard error. Secrets print as `[secret]`. */
export function logTo(write: (line: string) => void, least: LogLevel | "silent"): Log {
  return (level, event, facts = {}) => {
    if (order.indexOf(level) < order.indexOf(least)) return;
    write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...facts })}\n`);
  };
}
