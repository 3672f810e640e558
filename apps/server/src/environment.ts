import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Secret, secret } from "@grantry/schema";
import * as z from "zod";

/** Exit code for a wrong configuration (sysexits.h, EX_CONFIG). */
export const exitWrongConfiguration = 78;

/** A variable that is missing or cannot be used: which one, what it got, what it takes. Never a secret's value. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

const logLevels = ["debug", "info", "warn", "error", "silent"] as const;

export interface Environment {
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: string;
  readonly databaseAuthToken: string | undefined;
  /** As given; `undefined`: the key ring is in its file. */
  readonly keys: Secret<string> | undefined;
  readonly administrator: { readonly email: string; readonly password: Secret<string> } | undefined;
  readonly logLevel: (typeof logLevels)[number];
  /** Where database, key ring and practice state lie when nothing else is said. */
  readonly dataFolder: string;
  readonly practiceOrigin: string | null;
  /** Whether an OpenTelemetry collector is named; its SDK reads the variables itself. */
  readonly isTraced: boolean;
  /** Whether `X-Forwarded-For` is believed: the address of the one proxy in front, or `undefined`. */
  readonly trustedProxy: string | undefined;
}

const rules = {
  PORT: { schema: z.coerce.number().int().min(1).max(65_535), takes: "a port number from 1 to 65535" },
  HOST: { schema: z.string().min(1), takes: "an address to listen on, such as 127.0.0.1" },
  GRANTRY_DATABASE_URL: {
    schema: z.string().regex(/^(file:.+|(https?|libsql):\/\/.+)$/),
    takes: "file:path, http://…, https://… or libsql://…",
  },
  GRANTRY_LOG: { schema: z.enum(logLevels), takes: logLevels.join(", ") },
  GRANTRY_ADMIN_EMAIL: { schema: z.email(), takes: "an e-mail address" },
  GRANTRY_TRUSTED_PROXY: { schema: z.union([z.ipv4(), z.ipv6()]), takes: "an IP address" },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    schema: z.url({ protocol: /^https?$/ }),
    takes: "a URL such as http://localhost:4318",
  },
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: {
    schema: z.url({ protocol: /^https?$/ }),
    takes: "a URL such as http://localhost:4318/v1/traces",
  },
  GRANTRY_PRACTICE_ORIGIN: { schema: z.url(), takes: "a URL such as http://127.0.0.1:8090" },
} as const;

/** Reads and checks the variables. @throws EnvironmentError */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const dataFolder = join(workspaceFolder(), "data");
  const email = read(variables, "GRANTRY_ADMIN_EMAIL", undefined);
  const password = nonEmpty(variables["GRANTRY_ADMIN_PASSWORD"]);
  if ((email === undefined) !== (password === undefined)) {
    throw new EnvironmentError("GRANTRY_ADMIN_EMAIL and GRANTRY_ADMIN_PASSWORD are set together or not at all.");
  }
  if (password !== undefined && password.length < 12) {
    throw new EnvironmentError("GRANTRY_ADMIN_PASSWORD is too short; it takes at least 12 characters.");
  }
  const keys = nonEmpty(variables["GRANTRY_KEYS"]);
  return {
    port: read(variables, "PORT", 8080),
    host: read(variables, "HOST", "127.0.0.1"),
    databaseUrl: read(variables, "GRANTRY_DATABASE_URL", `file:${join(dataFolder, "grantry.db")}`),
    databaseAuthToken: nonEmpty(variables["GRANTRY_DATABASE_AUTH_TOKEN"]),
    keys: keys === undefined ? undefined : secret(keys),
    administrator: email !== undefined && password !== undefined ? { email, password: secret(password) } : undefined,
    logLevel: read(variables, "GRANTRY_LOG", "info"),
    dataFolder,
    practiceOrigin: read(variables, "GRANTRY_PRACTICE_ORIGIN", undefined) ?? null,
    isTraced: isTraced(variables),
    trustedProxy: read(variables, "GRANTRY_TRUSTED_PROXY", undefined),
  };
}

function isTraced(variables: Readonly<Record<string, string | undefined>>): boolean {
  const named = [
    read(variables, "OTEL_EXPORTER_OTLP_ENDPOINT", undefined),
    read(variables, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", undefined),
  ];
  return named.some((url) => url !== undefined) && variables["OTEL_SDK_DISABLED"] !== "true";
}

type Rules = typeof rules;

function read<N extends keyof Rules, F>(
  variables: Readonly<Record<string, string | undefined>>,
  name: N,
  fallback: F,
): z.output<Rules[N]["schema"]> | F {
  const value = nonEmpty(variables[name]);
  if (value === undefined) return fallback;
  const parsed = rules[name].schema.safeParse(value);
  if (!parsed.success) throw new EnvironmentError(`${name} is “${value}”; it takes ${rules[name].takes}.`);
  return parsed.data as z.output<Rules[N]["schema"]>; // parsed by this very schema
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === "" ? undefined : value.trim();
}

/** The folder with `pnpm-workspace.yaml` above the working directory; else the working directory. */
function workspaceFolder(): string {
  for (let folder = resolve("."); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "pnpm-workspace.yaml"))) return folder;
    if (dirname(folder) === folder) return resolve(".");
  }
}
