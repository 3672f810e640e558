import type { LineConnection } from "../line-connection.ts";
import { MailFault, protocolFault } from "../mail-fault.ts";
import { perhapsSent } from "../perhaps-sent.ts";
import { mechanismMissing, refusal } from "../refusal.ts";
import {
  answerToError,
  type Credential,
  initialResponse,
  MOST_CHALLENGES,
  mechanismFor,
  openedError,
} from "../sasl.ts";
import { secretForms } from "../secret-forms.ts";

const MOST_REPLY_LINES = 100;

interface Reply {
  readonly code: number;
  readonly lines: readonly string[];
}

/** The commands of SMTP submission (RFC 5321, 6409) that signing in and sending one message take. */
export class SmtpSession {
  readonly connection: LineConnection;
  readonly #login: string;
  #extensions: readonly string[] = [];

  private constructor(connection: LineConnection, login: string) {
    this.connection = connection;
    this.#login = login;
  }

  /** Reads the greeting and says hello. */
  static async greeted(connection: LineConnection, login: string): Promise<SmtpSession> {
    const session = new SmtpSession(connection, login);
    await session.#expect(220, "mailbox");
    await session.#hello();
    return session;
  }

  /** TLS from here on; what was offered before is forgotten (RFC 3207 §4.2). */
  async startTls(): Promise<void> {
    const { host } = this.connection;
    if (!this.#extensions.includes("STARTTLS")) {
      throw new MailFault({ layer: "network", explanation: "starttls-missing", healsByItself: false, host });
    }
    await this.#command("STARTTLS", 220, "mailbox");
    await this.connection.startTls();
    await this.#hello();
  }

  /** @see RFC 4954 §4 */
  async signIn(credential: Credential, port: number): Promise<void> {
    this.connection.hide(secretForms(credential, { host: this.connection.host, port }));
    const offered = this.#extensions.flatMap((line) => /^AUTH[ =](.+)$/i.exec(line)?.[1]?.split(" ") ?? []);
    const mechanism = mechanismFor(credential, offered);
    const { host } = this.connection;
    if (!mechanism)
      throw mechanismMissing(host, credential.kind === "token" ? "XOAUTH2, OAUTHBEARER" : "PLAIN", offered);
    const response = initialResponse(mechanism, credential, { host, port }).reveal();
    await this.connection.write(`AUTH ${mechanism}\r\n`);
    let challenges = 0;
    let error: string | undefined;
    for (;;) {
      const reply = await this.#reply();
      if (reply.code === 235) return;
      const said = reply.lines.join(" ");
      if (reply.code !== 334)
        throw this.#refused("login", error === undefined ? `${reply.code} ${said}` : `${reply.code} ${said} ${error}`);
      challenges += 1;
      if (challenges > MOST_CHALLENGES) throw protocolFault(host, "challenges without end");
      error ??= challenges > 1 ? (openedError(`+ ${said}`) ?? said) : undefined;
      await this.connection.write(`${challenges > 1 ? answerToError(mechanism) : response}\r\n`);
    }
  }

  /** Hands over one message, once. `source` has CRLF line ends. */
  async send(message: { readonly from: string; readonly to: string; readonly source: string }): Promise<void> {
    await this.#command(`MAIL FROM:<${message.from}>`, 250, "mailbox");
    try {
      await this.#command(`RCPT TO:<${message.to}>`, 250, "mailbox");
    } catch (error) {
      throw refusedRecipient(error, message.to);
    }
    await this.#command("DATA", 354, "mailbox");
    const dotted = message.source.replace(/^\./gm, "..");
    try {
      await this.#command(`${dotted}${dotted.endsWith("\r\n") ? "" : "\r\n"}.`, 250, "mailbox");
    } catch (error) {
      throw perhapsSent(error, () => true);
    }
  }

  async close(): Promise<void> {
    try {
      await this.#command("QUIT", 221, "mailbox");
    } finally {
      this.connection.close();
    }
  }

  async #hello(): Promise<void> {
    const { lines } = await this.#command("EHLO [127.0.0.1]", 250, "mailbox");
    this.#extensions = lines.map((line) => line.trim().toUpperCase());
  }

  async #command(text: string, wanted: number, purpose: "login" | "mailbox"): Promise<Reply> {
    await this.connection.write(`${text}\r\n`);
    return this.#expect(wanted, purpose);
  }

  async #expect(wanted: number, purpose: "login" | "mailbox"): Promise<Reply> {
    const reply = await this.#reply();
    if (reply.code !== wanted) throw this.#refused(purpose, `${reply.code} ${reply.lines.join(" ")}`);
    return reply;
  }

  async #reply(): Promise<Reply> {
    const lines: string[] = [];
    while (lines.length < MOST_REPLY_LINES) {
      const line = await this.connection.readLine();
      const [, code, more, text = ""] = /^(\d{3})([ -]?)(.*)$/.exec(line) ?? [];
      if (code === undefined) throw protocolFault(this.connection.host, this.connection.shown(line));
      lines.push(text);
      if (more !== "-") return { code: Number(code), lines };
    }
    throw protocolFault(this.connection.host, `a reply of more than ${MOST_REPLY_LINES} lines`);
  }

  #refused(purpose: "login" | "mailbox", said: string): MailFault {
    const { host } = this.connection;
    return refusal({ while: purpose, host, login: this.#login, said: this.connection.shown(said) });
  }
}

function refusedRecipient(error: unknown, recipient: string): unknown {
  if (!(error instanceof MailFault) || error.failure.explanation !== "mailbox-refused") return error;
  const parameters = { ...error.failure.parameters, recipient };
  return new MailFault({ ...error.failure, explanation: "recipient-refused", parameters });
}
