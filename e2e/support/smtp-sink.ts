import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** The end of a mail's way: takes every message and keeps it. For a submission server that hands on what it got. */
export interface SmtpSink {
  readonly port: number;
  readonly messages: readonly { readonly from: string; readonly to: string; readonly source: string }[];
  close(): void;
}

export async function startSmtpSink(): Promise<SmtpSink> {
  const messages: { from: string; to: string; source: string }[] = [];
  const server = createServer((socket) => serve(socket, (message) => messages.push(message))).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, messages, close: () => void server.close() };
}

/** One session (RFC 5321): envelope, then lines up to a dot alone. */
function serve(socket: Socket, keep: (message: { from: string; to: string; source: string }) => void): void {
  let [from, to, source] = ["", "", ""];
  let pending = "";
  let isData = false;
  socket.on("error", () => undefined);
  socket.write("220 sink\r\n");
  socket.setEncoding("latin1").on("data", (chunk: string) => {
    pending += chunk;
    for (let end = pending.indexOf("\r\n"); end >= 0; end = pending.indexOf("\r\n")) {
      const line = pending.slice(0, end);
      pending = pending.slice(end + 2);
      if (!isData) socket.write(answer(line));
      else if (line === ".") {
        isData = false;
        keep({ from, to, source });
        source = "";
        socket.write("250 kept\r\n");
      } else source += `${line.replace(/^\./, "")}\r\n`;
    }
  });

  function answer(line: string): string {
    if (/^EHLO/i.test(line)) return "250-sink\r\n250 8BITMIME\r\n";
    const address = /<([^>]*)>/.exec(line)?.[1] ?? "";
    if (/^MAIL/i.test(line)) from = address;
    if (/^RCPT/i.test(line)) to = address;
    isData = /^DATA/i.test(line);
    if (/^QUIT/i.test(line)) return "221 bye\r\n";
    return isData ? "354 go on\r\n" : "250 ok\r\n";
  }
}
