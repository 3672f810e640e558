import { once } from "node:events";
import { createServer } from "node:http";
import { Readable } from "node:stream";

const piece = Buffer.alloc(64 * 1024, "grantry ");

/** So many bytes, made as they are asked for. */
export function bytesOf(count: number): Readable {
  return Readable.from(pieces(count), { objectMode: false, highWaterMark: piece.length });
}

function* pieces(count: number): Generator<Buffer> {
  for (let left = count; left > 0; left -= piece.length) yield left < piece.length ? piece.subarray(0, left) : piece;
}

/** A web service that swallows what it is sent and says how much that was, and gives `/<n>` bytes. */
export interface StreamService {
  readonly url: string;
  readonly close: () => void;
}

export async function startStreamService(): Promise<StreamService> {
  const server = createServer(async (request, response) => {
    if (request.headers.authorization === undefined) return response.writeHead(401).end();
    if (request.method === "GET") return bytesOf(Number(request.url?.split("/").at(-1))).pipe(response);
    let received = 0;
    for await (const part of request) received += (part as Buffer).length;
    response.end(String(received));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
