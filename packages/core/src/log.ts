export type LogLevel = "debug" | "info" | "warn" | "error";

/** One line of the log: what happened, and facts about it. Secrets print as `[secret]`. */
export type Log = (level: LogLevel, event: string, facts?: Readonly<Record<string, unknown>>) => void;
