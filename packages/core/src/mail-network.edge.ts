import { type MailNetwork, type MailSocket, networkFault } from "@grantry/mail";
import { isPrivateLiteral } from "./egress.edge.ts";
import type { EgressRules } from "./egress.ts";
import { isListedMailHost } from "./mail-hosts.ts";

/** What workerd's sockets are here. @see https://developers.cloudflare.com/workers/runtime-apis/tcp-sockets/ */
interface WorkerSocket {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<Uint8Array>;
  readonly opened: Promise<unknown>;
  close(): Promise<void>;
  startTls(options: { expectedServerHostname: string }): WorkerSocket;
}

type Connect = (address: { hostname: string; port: number }, options: { secureTransport: "starttls" }) => WorkerSocket;

const IDLE_MS = 60_000;

/** The way to mail servers on the edge: checked by name, since a Worker cannot see what a name resolves to. */
export function edgeMailNetwork(rules: EgressRules): MailNetwork {
  return {
    async resolve(host, port) {
      if (!isListedMailHost(host, port, rules) && isPrivateLiteral(host)) throw networkFault("blocked", host);
      return [host]; // the platform tries what the name resolves to
    },
    async connect([address = ""], port) {
      const connect = await workerConnect();
      const socket = connect({ hostname: address.replace(/^\[|\]$/g, ""), port }, { secureTransport: "starttls" });
      try {
        await inTime(socket.opened, rules.timeoutMs);
      } catch (error) {
        throw faultOf(error, address);
      }
      return new EdgeMailSocket(socket, address, rules.timeoutMs);
    },
    allowsPlainText: (host, port) => isListedMailHost(host, port, rules),
  };
}

/** Loaded when needed: tests run this platform where there is no such module. */
async function workerConnect(): Promise<Connect> {
  const name = "cloudflare:sockets";
  const { connect } = (await import(name)) as { connect: Connect }; // workerd's own; it has no types here
  return connect;
}

class EdgeMailSocket implements MailSocket {
  readonly #socket: WorkerSocket;
  readonly #host: string;
  readonly #timeoutMs: number;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;

  constructor(socket: WorkerSocket, host: string, timeoutMs: number) {
    this.#socket = socket;
    this.#host = host;
    this.#timeoutMs = timeoutMs;
    this.#reader = socket.readable.getReader();
    this.#writer = socket.writable.getWriter();
  }

  async read(): Promise<Uint8Array | null> {
    try {
      const { value } = await inTime(this.#reader.read(), IDLE_MS);
      return value ?? null;
    } catch (error) {
      throw faultOf(error, this.#host);
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    try {
      await inTime(this.#writer.write(bytes), IDLE_MS);
    } catch (error) {
      throw faultOf(error, this.#host);
    }
  }

  async startTls(serverName: string): Promise<MailSocket> {
    try {
      this.#reader.releaseLock();
      this.#writer.releaseLock();
      const secure = this.#socket.startTls({ expectedServerHostname: serverName });
      await inTime(secure.opened, this.#timeoutMs);
      return new EdgeMailSocket(secure, serverName, this.#timeoutMs);
    } catch (error) {
      throw networkFault("tls", serverName, error instanceof Error ? error.message : undefined);
    }
  }

  close(): void {
    this.#socket.close().catch(() => undefined);
  }
}

class TimedOut extends Error {}

async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TimedOut()), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function faultOf(error: unknown, host: string) {
  if (error instanceof TimedOut) return networkFault("timeout", host);
  const message = error instanceof Error ? error.message : String(error);
  if (/refused/i.test(message)) return networkFault("refused", host);
  if (/TLS|certificate/i.test(message)) return networkFault("tls", host, message);
  if (/DNS|resolve/i.test(message)) return networkFault("dns", host);
  if (/closed|reset|disconnected|lost/i.test(message)) return networkFault("reset", host);
  return networkFault("unreachable", host, message);
}
