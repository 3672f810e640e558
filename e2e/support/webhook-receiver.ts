import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What a test looks at of a message (docs/mail-accounts.md). */
interface ReceivedMessage {
  readonly subject: string | null;
  readonly text: string | null;
  /** base64 */
  readonly source: string;
}

/** A program at the end of a webhook, as Standard Webhooks wants it: the signature checked, a repetition dropped. */
export interface WebhookReceiver {
  readonly url: string;
  readonly messages: readonly ReceivedMessage[];
  close(): void;
}

/** @param secret `whsec_…`: what is not signed with it is answered with 401 */
export async function startWebhookReceiver(secret: string): Promise<WebhookReceiver> {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const received = new Map<string, ReceivedMessage>();
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const [id, timestamp, signatures] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) =>
      String(request.headers[name]),
    ) as [string, string, string];
    const expected = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
    const isSigned = signatures.split(" ").includes(`v1,${expected}`);
    if (isSigned) received.set(id, JSON.parse(body));
    response.writeHead(isSigned ? 204 : 401).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    get messages() {
      return [...received.values()];
    },
    close: () => void server.close(),
  };
}
