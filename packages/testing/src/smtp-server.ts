import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** A submission server on this machine that takes every message and keeps it, unless a test wants otherwise. */
export interface SmtpServer {
  readonly port: number;
  readonly messages: { readonly from: string; readonly to: string; readonly source: string }[];
  /** How often somebody has connected. */
  readonly sessions: () => number;
  /** Access tokens that came, in order. */
  readonly tokens: string[];
  /** Access tokens that are taken; `null`: any. */
  accept: ReadonlySet<string> | null;
  /**
   * Asked at each command, and at the dot after a message: what is answered instead of the usual; `break off`: nothing,
   * the connection is gone, and a message is kept all the same. `undefined`: as usual.
   */
  instead: (line: string) => Promise<string | undefined> | string | undefined;
  readonly close: () => Promise<void>;
}

/** Starts one. It offers XOAUTH2 and PLAIN, and wants neither; any password is taken. */
export async function startSmtpServer(): Promise<SmtpServer> {
  const sockets = new Set<Socket>();
  let sessions = 0;
  const given: Omit<SmtpServer, "port" | "close" | "sessions"> = {
    messages: [],
    tokens: [],
    accept: null,
    instead: () => undefined,
  };
  const server = createServer((socket) => {
    sessions += 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    serve(socket, given);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return Object.assign(given, {
    port: (server.address() as AddressInfo).port,
    sessions: () => sessions,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  });
}

/** One session (RFC 5321): signing in, envelope, then lines up to a dot alone. */
function serve(socket: Socket, given: Omit<SmtpServer, "port" | "close" | "sessions">): void {
  let [from, to, source] = ["", "", ""];
  let state: "commands" | "response" | "refused" | "data" = "commands";
  socket.on("error", () => undefined);
  socket.write("220 ready\r\n");
  readLines().catch(() => undefined); // the other side may be gone at any time

  async function readLines(): Promise<void> {
    let pending = "";
    for await (const chunk of socket.setEncoding("latin1")) {
      pending += String(chunk);
      for (let end = pending.indexOf("\r\n"); end >= 0; end = pending.indexOf("\r\n")) {
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        await take(line);
      }
    }
  }

  async function take(line: string): Promise<void> {
    if (state === "data" && line !== ".") {
      source += `${line.replace(/^\./, "")}\r\n`;
      return;
    }
    const isMessage = state === "data";
    const usual = answer(line);
    const reply = (await given.instead(line)) ?? usual;
    if (isMessage && !/^[45]/.test(reply)) given.messages.push({ from, to, source });
    if (reply === "break off") socket.destroy();
    else socket.write(`${reply}\r\n`);
  }

  function answer(line: string): string {
    if (state === "response") return signIn(line);
    if (state === "refused") {
      state = "commands";
      return "535 5.7.3 Authentication unsuccessful";
    }
    if (state === "data") {
      state = "commands";
      return "250 kept";
    }
    const [, verb = ""] = /^(\w+)/.exec(line.toUpperCase()) ?? [];
    const address = /<([^>]*)>/.exec(line)?.[1] ?? "";
    if (verb === "EHLO") return "250-ready\r\n250-8BITMIME\r\n250 AUTH XOAUTH2 PLAIN";
    if (verb === "AUTH") {
      state = "response";
      return "334 ";
    }
    if (verb === "MAIL") from = address;
    if (verb === "RCPT") to = address;
    if (verb === "DATA") [state, source] = ["data", ""];
    if (verb === "QUIT") return "221 bye";
    return verb === "DATA" ? "354 go on" : "250 ok";
  }

  function signIn(response: string): string {
    state = "commands";
    const token = /auth=Bearer ([\w.~+/#-]+)/.exec(Buffer.from(response, "base64").toString())?.[1];
    if (token !== undefined) given.tokens.push(token);
    if (token === undefined || given.accept === null || given.accept.has(token)) return "235 signed in";
    state = "refused";
    return `334 ${Buffer.from('{"status":"400","schemes":"Bearer","scope":"mail"}').toString("base64")}`;
  }
}
