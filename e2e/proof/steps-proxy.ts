import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** A moment in what a host does: before or after the n-th request that it sends, to its database or to a provider. */
export interface Moment {
  readonly step: number;
  readonly side: "before" | "after";
}

/**
 * Everything a host sends goes through here, so that it can be stopped at any of its steps without knowing of it:
 * `before` the other side hears of one, or `after` the other side did it and before the host hears of that.
 */
export class Steps {
  /** Since it was last armed. */
  count = 0;
  /** What the step was at which the host was stopped. */
  stoppedAt: string | undefined;
  #moment: Moment | undefined;
  #stop: () => void = () => undefined;

  arm(moment: Moment | undefined, stop: () => void): void {
    this.count = 0;
    this.stoppedAt = undefined;
    this.#moment = moment;
    this.#stop = stop;
  }

  /** A way to `target` through here. */
  async proxyTo(name: string, target: string): Promise<{ origin: string; close: () => Promise<void> }> {
    const server = createServer((request, response) => {
      this.#pass(name, target, { request, response }).catch(() => response.destroy());
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port was given");
    return {
      origin: `http://127.0.0.1:${address.port}`,
      async close() {
        server.close();
        server.closeAllConnections();
        await once(server, "close");
      },
    };
  }

  async #pass(
    name: string,
    target: string,
    { request, response }: { request: IncomingMessage; response: ServerResponse },
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const step = ++this.count;
    if (this.#isAt(step, "before", name)) return;
    const { host: _host, connection: _connection, "content-length": _length, ...headers } = request.headers;
    const answer = await fetch(new URL(request.url ?? "/", target), {
      method: request.method ?? "GET",
      headers: headers as Record<string, string>,
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
      redirect: "manual",
    });
    const body = Buffer.from(await answer.arrayBuffer());
    if (this.#isAt(step, "after", name)) return;
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" });
    response.end(body);
  }

  #isAt(step: number, side: Moment["side"], name: string): boolean {
    if (this.stoppedAt !== undefined) return true;
    if (this.#moment?.step !== step || this.#moment.side !== side) return false;
    this.stoppedAt = `${side} step ${step} (${name})`;
    this.#stop();
    return true;
  }
}
