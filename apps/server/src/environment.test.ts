import { expect, test } from "vitest";
import { EnvironmentError, readEnvironment } from "./environment.ts";

test.each([
  ["PORT", "http", "a port number from 1 to 65535"],
  ["PORT", "0", "a port number"],
  ["PORT", "65536", "a port number"],
  ["GRANTRY_DATABASE_URL", "grantry.db", "file:path"],
  ["GRANTRY_DATABASE_URL", "postgres://x", "file:path"],
  ["GRANTRY_LOG", "verbose", "debug, info, warn, error, silent"],
  ["GRANTRY_ADMIN_EMAIL", "someone", "e-mail address"],
  ["GRANTRY_PRACTICE_ORIGIN", "here", "a URL"],
  ["GRANTRY_TRUSTED_PROXY", "proxy.local", "an IP address"],
  ["OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4318", "a URL such as http://localhost:4318"],
  ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "traces", "a URL such as http://localhost:4318/v1/traces"],
])("%s as %j is refused: it takes %s", (name, value, takes) => {
  const wrong = () => readEnvironment({ [name]: value });
  expect(wrong).toThrow(EnvironmentError);
  expect(wrong).toThrow(name);
  expect(wrong).toThrow(value);
  expect(wrong).toThrow(takes);
});

test("an administrator takes both variables, and a password that is never told", () => {
  expect(() => readEnvironment({ GRANTRY_ADMIN_EMAIL: "a@example.org" })).toThrow("together");
  expect(() => readEnvironment({ GRANTRY_ADMIN_PASSWORD: "planted" })).toThrow(/^((?!planted).)*$/);
  const both = { GRANTRY_ADMIN_EMAIL: "a@example.org", GRANTRY_ADMIN_PASSWORD: "planted" };
  expect(() => readEnvironment(both)).toThrow(/12 characters/);
  expect(() => readEnvironment(both)).toThrow(/^((?!planted).)*$/);
});

test("what is empty counts as not set", () => {
  expect(readEnvironment({ PORT: "", HOST: " ", GRANTRY_KEYS: "" })).toMatchObject({
    port: 8080,
    host: "127.0.0.1",
    keys: undefined,
  });
});

test("traces are made where a collector is named and tracing is not switched off", () => {
  const OTEL_EXPORTER_OTLP_ENDPOINT = "http://localhost:4318";
  expect(readEnvironment({}).isTraced).toBe(false);
  expect(readEnvironment({ OTEL_EXPORTER_OTLP_ENDPOINT }).isTraced).toBe(true);
  expect(readEnvironment({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: OTEL_EXPORTER_OTLP_ENDPOINT }).isTraced).toBe(true);
  expect(readEnvironment({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SDK_DISABLED: "true" }).isTraced).toBe(false);
});
