import type { LineConnection } from "../line-connection.ts";
import { MailFault, protocolFault } from "../mail-fault.ts";
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
import { type ImapResponse, readResponse } from "./imap-response.ts";
import { quotedString } from "./mailbox-name.ts";

/** Longest literal where no message is asked for. */
const MAX_LITERAL_BYTES = 64 * 1024;

/** What a command is about, for the explanation when the server refuses it. */
export type Purpose = "login" | "mailbox" | "message";

/** The commands of IMAP4rev1 (RFC 3501) that fetching mail takes. One at a time. */
export class ImapSession {
  readonly connection: LineConnection;
  readonly #login: string;
  #capabilities: readonly string[] = [];
  #tag = 0;

  private constructor(connection: LineConnection, login: string) {
    this.connection = connection;
    this.#login = login;
  }

  /** Reads the greeting of a connection just made. */
  static async greeted(connection: LineConnection, login: string): Promise<ImapSession> {
    const session = new ImapSession(connection, login);
    const { text } = await readResponse(connection, MAX_LITERAL_BYTES);
    if (/^\* BYE\b/i.test(text)) throw session.refused("mailbox", text.slice(6));
    if (!/^\* (OK|PREAUTH)\b/i.test(text)) throw protocolFault(connection.host, text);
    session.#learn(text);
    return session;
  }

  async capabilities(): Promise<readonly string[]> {
    if (this.#capabilities.length === 0) await this.command("CAPABILITY", "login");
    return this.#capabilities;
  }

  /** TLS from here on; what was offered before is forgotten (RFC 3501 §6.2.1). */
  async startTls(): Promise<void> {
    const { host } = this.connection;
    if (!(await this.capabilities()).includes("STARTTLS")) {
      throw new MailFault({ layer: "network", explanation: "starttls-missing", healsByItself: false, host });
    }
    await this.command("STARTTLS", "login");
    await this.connection.startTls();
    this.#capabilities = [];
  }

  /** Signs in by the first mechanism that is offered; a password by LOGIN where no mechanism takes one. */
  async signIn(credential: Credential, port: number): Promise<void> {
    this.connection.hide(secretForms(credential, { host: this.connection.host, port }));
    const offered = await this.capabilities();
    const mechanisms = offered.flatMap((name) => /^AUTH=(.+)$/i.exec(name)?.[1] ?? []);
    const mechanism = mechanismFor(credential, mechanisms);
    const { host } = this.connection;
    if (mechanism) {
      const response = initialResponse(mechanism, credential, { host, port });
      await this.#authenticate(mechanism, response.reveal());
    } else if (credential.kind === "password" && !offered.includes("LOGINDISABLED")) {
      await this.#logIn(credential.login, credential.password.reveal());
    } else {
      throw mechanismMissing(host, credential.kind === "token" ? "XOAUTH2, OAUTHBEARER" : "PLAIN", mechanisms);
    }
    this.#capabilities = []; // more is offered once signed in
  }

  /** Sends a command and gives what came before its completion. Rejects with the server's refusal. */
  async command(text: string, purpose: Purpose): Promise<ImapResponse[]> {
    const responses: ImapResponse[] = [];
    for await (const response of this.responses(text, purpose, MAX_LITERAL_BYTES)) responses.push(response);
    return responses;
  }

  /** {@link command}, one response after the other: for those that bring messages. */
  async *responses(text: string, purpose: Purpose, maxLiteralBytes: number): AsyncGenerator<ImapResponse> {
    const tag = this.#nextTag();
    await this.connection.write(`${tag} ${text}\r\n`);
    for (;;) {
      const response = await readResponse(this.connection, maxLiteralBytes);
      this.#learn(response.text);
      if (response.text.startsWith(`${tag} `)) return this.#finish(response.text, tag, purpose);
      if (/^\* BYE\b/i.test(response.text) && text !== "LOGOUT") throw this.refused(purpose, response.text.slice(6));
      yield response;
    }
  }

  refused(purpose: Purpose, said: string): MailFault {
    const { host } = this.connection;
    return refusal({ while: purpose, host, login: this.#login, said: this.connection.shown(said) });
  }

  async #authenticate(mechanism: "XOAUTH2" | "OAUTHBEARER" | "PLAIN", response: string): Promise<void> {
    const tag = this.#nextTag();
    await this.connection.write(`${tag} AUTHENTICATE ${mechanism}\r\n`);
    let challenges = 0;
    let error: string | undefined;
    for (;;) {
      const { text } = await readResponse(this.connection, MAX_LITERAL_BYTES);
      if (text.startsWith(`${tag} `)) return this.#finish(text, tag, "login", error);
      if (/^\* BYE\b/i.test(text)) throw this.refused("login", `${error ?? ""} ${text.slice(6)}`);
      if (!text.startsWith("+")) continue;
      challenges += 1;
      if (challenges > MOST_CHALLENGES) throw protocolFault(this.connection.host, "challenges without end");
      error ??= challenges > 1 ? (openedError(text) ?? text) : undefined;
      await this.connection.write(`${challenges > 1 ? answerToError(mechanism) : response}\r\n`);
    }
  }

  async #logIn(login: string, password: string): Promise<void> {
    const isPlain = /^[\x20-\x7e]*$/.test(login + password);
    if (isPlain) {
      await this.command(`LOGIN ${quotedString(login)} ${quotedString(password)}`, "login");
      return;
    }
    const tag = this.#nextTag();
    await this.connection.write(`${tag} LOGIN ${literalOf(login)}\r\n`);
    for (const part of [`${login} ${literalOf(password)}`, password]) {
      const { text } = await readResponse(this.connection, MAX_LITERAL_BYTES);
      if (!text.startsWith("+")) throw this.refused("login", text);
      await this.connection.write(`${part}\r\n`);
    }
    for (;;) {
      const { text } = await readResponse(this.connection, MAX_LITERAL_BYTES);
      if (text.startsWith(`${tag} `)) return this.#finish(text, tag, "login");
    }
  }

  #finish(text: string, tag: string, purpose: Purpose, error?: string): void {
    const completion = text.slice(tag.length + 1);
    if (/^OK\b/i.test(completion)) return;
    throw this.refused(purpose, error === undefined ? completion : `${completion} ${error}`);
  }

  /** Notes what the server offers, wherever it says so. */
  #learn(text: string): void {
    const listed = /^\* CAPABILITY (.+)$/i.exec(text)?.[1] ?? /\[CAPABILITY ([^\]]+)\]/i.exec(text)?.[1];
    if (listed !== undefined) this.#capabilities = listed.toUpperCase().split(" ").filter(Boolean);
  }

  #nextTag(): string {
    this.#tag += 1;
    return `G${this.#tag}`;
  }
}

function literalOf(text: string): string {
  return `{${new TextEncoder().encode(text).length}}`;
}
