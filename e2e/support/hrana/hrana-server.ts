import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { ConnectionPool } from "./connection-pool.ts";
import { HranaError, type Pipeline, type StreamResult } from "./protocol.ts";
import { Stream } from "./stream.ts";
import { WaitingLine } from "./when-free.ts";

/** How long a stream may wait for its next pipeline; sqld gives as much. */
const STREAM_IDLE_MS = 10_000;

export interface HranaServer {
  /** For `@libsql/client`: `http://127.0.0.1:…`. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Serves a database file as sqld does: Hrana 2 over HTTP, in JSON.
 * @param given `port` 0 or left out: any free one; `streamIdleMs`: after it a stream that was not closed is undone.
 * @throws Error when the file cannot be opened or the port is taken.
 */
export async function startHranaServer(given: {
  file: string;
  port?: number;
  streamIdleMs?: number;
}): Promise<HranaServer> {
  const streams = new OpenStreams(new ConnectionPool(given.file), given.streamIdleMs ?? STREAM_IDLE_MS);
  const server = createServer((request, response) => {
    handle(request, response, streams).catch((error: unknown) => {
      if (error instanceof HranaError) return send(response, 400, { message: error.message, code: error.code });
      return send(response, 500, { message: String(error), code: "INTERNAL" });
    });
  });
  server.listen(given.port ?? 0, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    streams.close();
    throw error;
  }
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      streams.close();
      await once(server, "close");
    },
  };
}

async function handle(request: IncomingMessage, response: ServerResponse, streams: OpenStreams): Promise<void> {
  const route = `${request.method} ${request.url}`;
  if (route === "GET /v2" || route === "GET /health") return send(response, 200, {});
  if (route !== "POST /v2/pipeline") return send(response, 404, { message: `there is no ${route}`, code: "NOT_FOUND" });
  send(response, 200, await streams.run(await readPipeline(request)));
}

async function readPipeline(request: IncomingMessage): Promise<Pipeline> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  let body: Partial<Pipeline> | null;
  try {
    body = JSON.parse(Buffer.concat(chunks).toString());
  } catch (cause) {
    throw new HranaError("HRANA_BODY", `the body is no JSON: ${cause}`);
  }
  if (!Array.isArray(body?.requests)) throw new HranaError("HRANA_BODY", "the body has no list “requests”");
  return { baton: body.baton ?? null, requests: body.requests };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

/** The streams that wait for their next pipeline, by baton. */
class OpenStreams {
  readonly #pool: ConnectionPool;
  readonly #idleMs: number;
  readonly #line = new WaitingLine();
  readonly #waiting = new Map<string, { stream: Stream; reaper: NodeJS.Timeout }>();

  constructor(pool: ConnectionPool, idleMs: number) {
    this.#pool = pool;
    this.#idleMs = idleMs;
  }

  async run({ baton, requests }: Pipeline): Promise<{ baton: string | null; base_url: null; results: StreamResult[] }> {
    const stream = baton ? this.#resume(baton) : new Stream(this.#pool.take());
    let kept = false;
    try {
      const results = await this.#line.finish(stream.run(requests));
      kept = !stream.closed;
      return { baton: kept ? this.#park(stream) : null, base_url: null, results };
    } finally {
      if (!kept) this.#pool.give(stream.connection);
      if (!kept || !stream.connection.inTransaction) this.#line.next();
    }
  }

  close(): void {
    for (const { reaper } of this.#waiting.values()) clearTimeout(reaper);
    this.#waiting.clear();
    this.#pool.close();
  }

  /** A baton is good once. */
  #resume(baton: string): Stream {
    const waiting = this.#waiting.get(baton);
    if (!waiting) throw new HranaError("STREAM_EXPIRED", "the stream has expired, or its baton was used");
    clearTimeout(waiting.reaper);
    this.#waiting.delete(baton);
    return waiting.stream;
  }

  #park(stream: Stream): string {
    const baton = randomUUID();
    const reaper = setTimeout(() => {
      this.#waiting.delete(baton);
      this.#pool.give(stream.connection);
      this.#line.next();
    }, this.#idleMs);
    this.#waiting.set(baton, { stream, reaper });
    return baton;
  }
}
