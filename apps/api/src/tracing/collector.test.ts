import { expect, test } from "vitest";
import { collectorOf } from "./collector.ts";

const endpoint = "https://collector.example.com:4318";

test("nothing is traced where no collector is named, or tracing is switched off", () => {
  expect(collectorOf({})).toBeNull();
  expect(collectorOf({ OTEL_EXPORTER_OTLP_ENDPOINT: "" })).toBeNull();
  expect(collectorOf({ OTEL_EXPORTER_OTLP_ENDPOINT: "localhost:4318" })).toBeNull();
  expect(collectorOf({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SDK_DISABLED: "true" })).toBeNull();
});

test.each([
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }, `${endpoint}/v1/traces`],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: `${endpoint}/otlp/` }, `${endpoint}/otlp/v1/traces`],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${endpoint}/own` }, `${endpoint}/own`],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${endpoint}/own` }, `${endpoint}/own`],
])("%j is sent to %s", (variables, url) => {
  expect(collectorOf(variables)).toMatchObject({ url, serviceName: "grantry" });
});

test("headers are read as OpenTelemetry writes them, those for traces over the common ones", () => {
  const found = collectorOf({
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: "authorization=Basic%20dXNlcjpwYXNz==, x-team = mail,broken",
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: "x-team=100%",
    OTEL_SERVICE_NAME: "grantry-eu",
  });
  expect(found).toMatchObject({
    headers: { authorization: "Basic dXNlcjpwYXNz==", "x-team": "100%" },
    serviceName: "grantry-eu",
  });
});
