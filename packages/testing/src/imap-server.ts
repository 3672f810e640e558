import { once } from "node:events";
import { createServer, type Socket } from "node:net";

/** An IMAP server on this machine whose mailbox is in memory, and that breaks off where a test wants it. */
export interface ImapServer {
  readonly port: number;
  /** What is in the inbox, by UID. */
  readonly messages: Map<number, string>;
  readonly put: (...sources: string[]) => void;
  /** Access tokens that are taken; `null`: any. */
  accept: ReadonlySet<string> | null;
  /** Access tokens that came, in order. */
  readonly tokens: string[];
  /** From now on the folder is numbered anew, as after a restore. */
  readonly renumber: () => void;
  /**
   * Breaks the connection off after so many commands in all, before or after the last one takes effect; `token-ended`:
   * before, with the words of Exchange for a token that ended in the session.
   */
  breakOff: { readonly commands: number; readonly when: "before" | "after" | "token-ended" } | null;
  /** UIDs that it breaks off at, or refuses, whenever they are asked for. */
  readonly breaksAt: Set<number>;
  readonly refuses: Set<number>;
  readonly commands: () => number;
  readonly close: () => Promise<void>;
}

/** Starts one. It offers XOAUTH2 and PLAIN; any password is taken. */
export async function startImapServer(): Promise<ImapServer> {
  let nextUid = 1;
  let uidValidity = 1;
  let commands = 0;
  const sockets = new Set<Socket>();
  const deleted = new Set<number>();
  const given: Omit<ImapServer, "port" | "close"> = {
    messages: new Map(),
    put(...sources) {
      for (const source of sources) {
        given.messages.set(nextUid, source);
        nextUid += 1;
      }
    },
    accept: null,
    tokens: [],
    renumber() {
      uidValidity += 1;
      const sources = [...given.messages.values()];
      given.messages.clear();
      nextUid = 1001;
      given.put(...sources);
    },
    breakOff: null,
    breaksAt: new Set(),
    refuses: new Set(),
    commands: () => commands,
  };

  /** What a command answers; `null`: the connection breaks off in the middle. */
  const answer = (tag: string, text: string): string | null => {
    const [, set = ""] = /^UID \w+ (\S+)/.exec(text) ?? [];
    const uids = uidsOf(set, [...given.messages.keys()]);
    if (text.startsWith("SELECT")) {
      if (!text.includes('"INBOX"')) return `${tag} NO [NONEXISTENT] Mailbox doesn't exist\r\n`;
      return `* ${given.messages.size} EXISTS\r\n* OK [UIDVALIDITY ${uidValidity}] ok\r\n${tag} OK\r\n`;
    }
    if (text.startsWith("LIST")) return `* LIST () "/" "INBOX"\r\n* LIST () "/" Archive\r\n${tag} OK\r\n`;
    if (text.includes("BODY.PEEK[]")) {
      let written = "";
      for (const uid of uids) {
        const source = given.messages.get(uid) ?? "";
        if (given.refuses.has(uid)) return `${written}${tag} NO message is out of order\r\n`;
        if (given.breaksAt.has(uid)) return null;
        written += `* ${uid} FETCH (UID ${uid} BODY[] {${Buffer.byteLength(source, "latin1")}}\r\n${source})\r\n`;
      }
      return `${written}${tag} OK\r\n`;
    }
    if (text.includes("RFC822.SIZE")) {
      const lines = uids.map((uid) => {
        const flags = deleted.has(uid) ? "\\Deleted" : "";
        return `* ${uid} FETCH (UID ${uid} RFC822.SIZE ${given.messages.get(uid)?.length} FLAGS (${flags}))\r\n`;
      });
      return `${lines.join("")}${tag} OK\r\n`;
    }
    if (text.startsWith("UID STORE")) for (const uid of uids) deleted.add(uid);
    if (text.startsWith("UID EXPUNGE")) {
      for (const uid of uids) if (deleted.delete(uid)) given.messages.delete(uid);
    }
    if (text === "CAPABILITY") return `* CAPABILITY IMAP4rev1 UIDPLUS AUTH=XOAUTH2 AUTH=PLAIN\r\n${tag} OK\r\n`;
    return `${tag} OK\r\n`;
  };

  const signIn = (tag: string, response: string): string => {
    const token = /auth=Bearer ([\w.~+/-]+)/.exec(Buffer.from(response, "base64").toString())?.[1];
    if (token === undefined) return `${tag} OK\r\n`;
    given.tokens.push(token);
    if (given.accept === null || given.accept.has(token)) return `${tag} OK\r\n`;
    return `+ ${Buffer.from('{"status":"400","schemes":"Bearer","scope":"mail"}').toString("base64")}\r\n`;
  };

  const serve = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    socket.write("* OK [CAPABILITY IMAP4rev1 UIDPLUS AUTH=XOAUTH2 AUTH=PLAIN] ready\r\n");
    let received = "";
    let authenticating: string | undefined;
    const handle = (line: string): void => {
      if (authenticating !== undefined) {
        const reply =
          line === "" ? `${authenticating} NO [AUTHENTICATIONFAILED] refused\r\n` : signIn(authenticating, line);
        if (!reply.startsWith("+")) authenticating = undefined;
        socket.write(reply);
        return;
      }
      const [, tag = "", text = ""] = /^(\S+) (.*)$/.exec(line) ?? [];
      commands += 1;
      const breaks = given.breakOff?.commands === commands;
      if (breaks && given.breakOff?.when === "before") return void socket.destroy();
      if (breaks && given.breakOff?.when === "token-ended")
        return void socket.end("* BYE Session invalidated - AccessTokenExpired\r\n");
      if (text.startsWith("AUTHENTICATE")) {
        authenticating = tag;
        return void socket.write("+ \r\n");
      }
      const reply = answer(tag, text);
      if (reply === null || breaks) return void socket.destroy();
      socket.write(reply, "latin1");
      if (text === "LOGOUT") socket.end();
    };
    socket.on("data", (chunk: Buffer) => {
      received += chunk.toString("latin1");
      for (let end = received.indexOf("\r\n"); end >= 0; end = received.indexOf("\r\n")) {
        const line = received.slice(0, end);
        received = received.slice(end + 2);
        handle(line);
      }
    });
  };

  const server = createServer(serve);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return Object.assign(given, {
    port: address.port,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  });
}

function uidsOf(set: string, all: readonly number[]): number[] {
  const ranges = set.split(",").map((part) => part.split(":"));
  return all.filter((uid) =>
    ranges.some(([from = "", to = from]) => uid >= Number(from) && (to === "*" || uid <= Number(to))),
  );
}
