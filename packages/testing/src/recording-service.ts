import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** A web service on this machine that keeps what it was asked. */
export interface RecordingService {
  readonly url: string;
  readonly requests: RecordedRequest[];
  /** From now on every request is answered so; at first with what was asked, as JSON. */
  readonly answer: (handler: Handler) => void;
  readonly close: () => Promise<void>;
}

export interface RecordedRequest {
  readonly method: string;
  /** As it stood in the request line. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

type Handler = (request: RecordedRequest, response: ServerResponse) => void;

export async function startRecordingService(): Promise<RecordingService> {
  const requests: RecordedRequest[] = [];
  let handler: Handler = (request, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(request));
  const server = createServer(async (incoming, response) => {
    const request = await recorded(incoming);
    requests.push(request);
    handler(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    answer(next) {
      handler = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function recorded(incoming: IncomingMessage): Promise<RecordedRequest> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(Buffer.from(piece as Uint8Array));
  const { method = "", url = "", headers } = incoming;
  return { method, path: url, headers, body: Buffer.concat(pieces).toString("utf8") };
}
