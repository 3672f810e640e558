import { expect, test } from "@playwright/test";
import { Api } from "./support/api.ts";
import { startHostileProvider } from "./support/hostile-provider/hostile-provider.ts";
import { startProduct } from "./support/product.ts";
import { startSpanCollector } from "./support/span-collector.ts";

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";

test("what programs ask for is seen in OpenTelemetry as one trace, without a secret, and a collector that is gone harms nobody", async () => {
  const collector = await startSpanCollector("a-token-of-the-collector");
  const product = await startProduct({
    accessTokenSeconds: 600,
    variables: {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20a-token-of-the-collector",
      OTEL_SERVICE_NAME: "grantry-eu",
      OTEL_EXPORTER_OTLP_TIMEOUT: "1000",
    },
  });
  const provider = await startHostileProvider();
  try {
    const api = await Api.of(product);
    await api.configure(provider, "Traced mailbox");
    await api.authorize("Traced mailbox");
    const requested = await api.ask("POST", "/token-configs/Traced%20mailbox/token-requests", {
      grant: "refresh_token",
    });
    expect(requested.status).toBe(200);
    const given = await api.ask("GET", "/access-tokens/Traced%20mailbox", undefined, {
      traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
    });
    const { accessToken } = await given.json();

    const named = (name: string) => collector.spans.find((span) => span.name === name);
    await expect.poll(() => named("GET /api/v1/access-tokens/{nameOrId}")?.traceId).toBe(traceId);
    const asked = named("POST /api/v1/token-configs/{id}/token-requests");
    expect(named("token refresh")).toMatchObject({ traceId: asked?.traceId, parentSpanId: asked?.spanId });
    expect([...collector.services]).toEqual(['{"stringValue":"grantry-eu"}']);
    for (const secret of [accessToken, "the-client-secret", "grt_", "Traced"])
      expect(collector.text()).not.toContain(secret);

    await collector.close();
    for (let times = 0; times < 20; times += 1) {
      expect((await api.ask("GET", "/access-tokens/Traced%20mailbox")).status).toBe(200);
    }
    await expect.poll(() => product.output()).toContain("tracing.failed");
    expect(product.output()).not.toContain("a-token-of-the-collector");
  } finally {
    await product.stop();
    await provider.close();
  }
});
