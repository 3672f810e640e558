import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
}

interface OtlpRequest {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: CollectedSpan["attributes"] };
    readonly scopeSpans: readonly { readonly spans: readonly CollectedSpan[] }[];
  }[];
}

/** A collector of traces as OTLP over HTTP has it, in JSON. */
export interface SpanCollector {
  readonly endpoint: string;
  readonly spans: readonly CollectedSpan[];
  /** Names of the services that sent something. */
  readonly services: ReadonlySet<string>;
  /** All that came, as it came. */
  readonly text: () => string;
  readonly close: () => Promise<void>;
}

/** Starts one; whoever does not send this token is answered with 401. */
export async function startSpanCollector(token: string): Promise<SpanCollector> {
  const spans: CollectedSpan[] = [];
  const services = new Set<string>();
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const isAllowed = request.url === "/v1/traces" && request.headers.authorization === `Bearer ${token}`;
    response.writeHead(isAllowed ? 200 : 401, { "content-type": "application/json" }).end("{}");
    if (!isAllowed) return;
    bodies.push(body);
    const { resourceSpans } = JSON.parse(body) as OtlpRequest;
    for (const { resource, scopeSpans } of resourceSpans) {
      const name = resource.attributes.find(({ key }) => key === "service.name");
      services.add(JSON.stringify(name?.value));
      spans.push(...scopeSpans.flatMap((scope) => scope.spans));
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    spans,
    services,
    text: () => bodies.join("\n"),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
