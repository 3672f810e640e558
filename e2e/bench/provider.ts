import { once } from "node:events";
import { createServer } from "node:http";

/** A token endpoint that takes its time, and counts. */
export interface BenchProvider {
  readonly tokenUrl: string;
  readonly requests: () => number;
  /** From now on its access tokens live this long. */
  readonly setLifetime: (seconds: number) => void;
  readonly close: () => void;
}

export async function startProvider(delayMs: number): Promise<BenchProvider> {
  let requests = 0;
  let lifetime = 3600;
  const server = createServer((request, response) => {
    request.resume();
    requests += 1;
    const body = JSON.stringify({ access_token: `access-${requests}`, token_type: "Bearer", expires_in: lifetime });
    setTimeout(() => response.writeHead(200, { "content-type": "application/json" }).end(body), delayMs);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return {
    tokenUrl: `http://127.0.0.1:${address.port}/token`,
    requests: () => requests,
    setLifetime(seconds) {
      lifetime = seconds;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
