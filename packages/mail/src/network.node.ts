import { lookup } from "node:dns/promises";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { addressesToTry } from "./addresses-to-try.ts";
import { MailFault } from "./mail-fault.ts";
import type { MailNetwork, MailSocket } from "./network.ts";
import { networkFault } from "./network-fault.ts";

/** What the settings say about mail servers. */
interface Reach {
  /** Whether a host may be connected to wherever it is: listed, or this machine. */
  readonly isListed: (host: string, port: number) => boolean;
  /** Whether an address is someone's on the internet. */
  readonly isPublic: (address: string) => boolean;
  readonly timeoutMs: number;
}

/** Servers may think about a command for so long. */
const IDLE_MS = 60_000;

/** The way to mail servers on Node: every address checked after the name is resolved, and used as checked. */
export function nodeMailNetwork(reach: Reach): MailNetwork {
  return {
    async resolve(host, port) {
      const name = host.replace(/^\[|\]$/g, "");
      const addresses = isIP(name) ? [name] : await addressesOf(name);
      const usable = addressesToTry(reach.isListed(host, port) ? addresses : addresses.filter(reach.isPublic));
      if (usable.length === 0) throw networkFault("blocked", host);
      return usable;
    },
    connect: (addresses, port) => connectedToOne(addresses, port, reach.timeoutMs),
    allowsPlainText: reach.isListed,
  };
}

/** One after the other, each with its share of the time that is left. */
async function connectedToOne(addresses: readonly string[], port: number, timeoutMs: number): Promise<MailSocket> {
  const deadline = performance.now() + timeoutMs;
  const faults: MailFault[] = [];
  for (const [index, address] of addresses.entries()) {
    const share = (deadline - performance.now()) / (addresses.length - index);
    try {
      return await connected(connectTcp({ host: address, port }), "connect", address, { connectMs: share, timeoutMs });
    } catch (error) {
      if (!(error instanceof MailFault)) throw error;
      faults.push(error);
    }
  }
  throw noneReached(faults);
}

/** Tells of every address; a network that this machine is not in says least about why. */
function noneReached(faults: readonly MailFault[]): MailFault {
  const telling = faults.findLast(({ failure }) => failure.explanation !== "unreachable") ?? faults.at(-1);
  const said = faults.map(({ failure }) => `${failure.host} ${failure.said ?? failure.explanation}`).join(", ");
  return telling ? new MailFault({ ...telling.failure, said }) : networkFault("dns", "–"); // a name without addresses
}

async function addressesOf(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch (error) {
    throw networkFault("dns", host, codeOf(error));
  }
}

function connected(
  socket: Socket | TLSSocket,
  event: "connect" | "secureConnect",
  host: string,
  { timeoutMs, connectMs = timeoutMs }: { timeoutMs: number; connectMs?: number },
): Promise<MailSocket> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail(networkFault("timeout", host)), connectMs);
    const fail = (error: Error) => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    };
    const onError = (error: Error) => fail(faultOf(error, host, event));
    const onClose = () => fail(networkFault(event === "connect" ? "reset" : "tls", host, "closed"));
    socket.once("error", onError);
    socket.once("close", onClose);
    socket.once(event, () => {
      clearTimeout(timer);
      socket.off("error", onError);
      socket.off("close", onClose);
      resolve(new NodeMailSocket(socket, host, timeoutMs));
    });
  });
}

/** A socket whose bytes are asked for, so that a server cannot send more than is read. */
class NodeMailSocket implements MailSocket {
  readonly #socket: Socket;
  readonly #host: string;
  readonly #timeoutMs: number;
  #error: Error | undefined;
  #ended = false;
  #wake: () => void = () => undefined;

  constructor(socket: Socket, host: string, timeoutMs: number) {
    this.#socket = socket;
    this.#host = host;
    this.#timeoutMs = timeoutMs;
    socket.setKeepAlive(true);
    socket.on("readable", this.#onReadable);
    socket.on("end", this.#onEnd);
    socket.on("close", this.#onEnd);
    socket.on("error", this.#onError);
  }

  async read(): Promise<Uint8Array | null> {
    const deadline = setTimeout(() => this.#socket.destroy(networkFault("timeout", this.#host)), IDLE_MS);
    try {
      for (;;) {
        const chunk: Buffer | null = this.#socket.read();
        if (chunk !== null) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
        if (this.#error) throw faultOf(this.#error, this.#host, "connect");
        if (this.#ended) return null;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      clearTimeout(deadline);
    }
  }

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.write(bytes, (error) => (error ? reject(faultOf(error, this.#host, "connect")) : resolve()));
    });
  }

  startTls(serverName: string): Promise<MailSocket> {
    this.#socket.off("readable", this.#onReadable);
    this.#socket.off("end", this.#onEnd);
    const name = serverName.replace(/^\[|\]$/g, "");
    const secure = connectTls({ socket: this.#socket, host: name, ...(isIP(name) === 0 && { servername: name }) });
    return connected(secure, "secureConnect", serverName, { timeoutMs: this.#timeoutMs });
  }

  close(): void {
    this.#socket.destroy();
  }

  readonly #onReadable = () => this.#wake();
  readonly #onEnd = () => {
    this.#ended = true;
    this.#wake();
  };
  readonly #onError = (error: Error) => {
    this.#error = error;
    this.#wake();
  };
}

function faultOf(error: Error, host: string, event: "connect" | "secureConnect"): Error {
  if (error.name === "MailFault") return error;
  const code = codeOf(error) ?? "";
  if (event === "secureConnect") return networkFault("tls", host, code || error.message);
  if (code === "ECONNREFUSED") return networkFault("refused", host, code);
  if (/TIMEDOUT/.test(code)) return networkFault("timeout", host, code);
  if (/^(ECONNRESET|EPIPE|ERR_STREAM)/.test(code)) return networkFault("reset", host, code);
  return networkFault("unreachable", host, code || error.message);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
