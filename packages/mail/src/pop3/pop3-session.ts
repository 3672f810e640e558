import type { LineConnection } from "../line-connection.ts";
import { MailFault, protocolFault } from "../mail-fault.ts";
import { mechanismMissing, refusal } from "../refusal.ts";
import {
  answerToError,
  type Credential,
  initialResponse,
  type Mechanism,
  MOST_CHALLENGES,
  mechanismFor,
  openedError,
} from "../sasl.ts";
import { secretForms } from "../secret-forms.ts";

const MAX_LISTING_BYTES = 8 * 1024 * 1024;

type Purpose = "login" | "mailbox" | "message";

/** The commands of POP3 (RFC 1939) with its extensions (RFC 2449, 5034). */
export class Pop3Session {
  readonly connection: LineConnection;
  readonly #login: string;

  private constructor(connection: LineConnection, login: string) {
    this.connection = connection;
    this.#login = login;
  }

  /** Reads the greeting of a connection just made. */
  static async greeted(connection: LineConnection, login: string): Promise<Pop3Session> {
    const session = new Pop3Session(connection, login);
    const line = await connection.readLine();
    if (line.startsWith("-ERR")) throw session.#refused("mailbox", line);
    if (!line.startsWith("+OK")) throw protocolFault(connection.host, line);
    return session;
  }

  /** TLS from here on (RFC 2595 §4). */
  async startTls(): Promise<void> {
    const { host } = this.connection;
    if (!(await this.#capabilities()).some((line) => /^STLS\b/i.test(line))) {
      throw new MailFault({ layer: "network", explanation: "starttls-missing", healsByItself: false, host });
    }
    await this.command("STLS", "login");
    await this.connection.startTls();
  }

  /**
   * Signs in. A token goes on the line of the command, or on a line of its own where the server wants it so.
   * @param split whether this host takes method and token on separate lines
   */
  async signIn(credential: Credential, port: number, split: boolean): Promise<void> {
    this.connection.hide(secretForms(credential, { host: this.connection.host, port }));
    if (credential.kind === "password") {
      refuseLineBreaks(this.connection.host, credential.login + credential.password.reveal());
      await this.command(`USER ${credential.login}`, "login");
      await this.command(`PASS ${credential.password.reveal()}`, "login");
      return;
    }
    const sasl = (await this.#capabilities()).find((line) => /^SASL\b/i.test(line));
    // A server that lists nothing (Outlook does not before TLS) is asked for what every provider takes.
    const offered = sasl?.split(" ").slice(1) ?? ["XOAUTH2"];
    const mechanism = mechanismFor(credential, offered);
    const { host } = this.connection;
    if (!mechanism) throw mechanismMissing(host, "XOAUTH2, OAUTHBEARER", offered);
    await this.#authenticate(mechanism, initialResponse(mechanism, credential, { host, port }).reveal(), split);
  }

  /** A command with a one-line answer: what follows `+OK`. */
  async command(text: string, purpose: Purpose): Promise<string> {
    await this.connection.write(`${text}\r\n`);
    return this.#answer(purpose);
  }

  /** A command whose answer has several lines. */
  async listing(text: string, purpose: Purpose): Promise<string[]> {
    const block = await this.block(text, purpose, MAX_LISTING_BYTES);
    if (block === null) throw protocolFault(this.connection.host, `${text} with more than ${MAX_LISTING_BYTES} bytes`);
    return new TextDecoder().decode(block).split(/\r?\n/).filter(Boolean);
  }

  /** {@link listing} as bytes; `null`: more than `maxBytes`. */
  async block(text: string, purpose: Purpose, maxBytes: number): Promise<Uint8Array | null> {
    await this.command(text, purpose);
    return this.connection.readDotBlock(maxBytes);
  }

  async #authenticate(mechanism: Mechanism, response: string, split: boolean): Promise<void> {
    await this.connection.write(split ? `AUTH ${mechanism}\r\n` : `AUTH ${mechanism} ${response}\r\n`);
    let challenges = split ? 0 : 1;
    let error: string | undefined;
    for (;;) {
      const line = await this.connection.readLine();
      if (line.startsWith("+OK")) return;
      if (!line.startsWith("+")) throw this.#refused("login", error === undefined ? line : `${line} ${error}`);
      challenges += 1;
      if (challenges > MOST_CHALLENGES) throw protocolFault(this.connection.host, "challenges without end");
      error ??= challenges > 1 ? (openedError(line) ?? line) : undefined;
      await this.connection.write(`${challenges > 1 ? answerToError(mechanism) : response}\r\n`);
    }
  }

  async #capabilities(): Promise<string[]> {
    await this.connection.write("CAPA\r\n");
    const line = await this.connection.readLine();
    if (!line.startsWith("+OK")) return [];
    const block = await this.connection.readDotBlock(MAX_LISTING_BYTES);
    return new TextDecoder().decode(block ?? new Uint8Array()).split(/\r?\n/);
  }

  async #answer(purpose: Purpose): Promise<string> {
    const line = await this.connection.readLine();
    if (line.startsWith("+OK")) return line.slice(4);
    if (line.startsWith("-ERR")) throw this.#refused(purpose, line);
    throw protocolFault(this.connection.host, this.connection.shown(line));
  }

  #refused(purpose: Purpose, said: string): MailFault {
    const { host } = this.connection;
    return refusal({ while: purpose, host, login: this.#login, said: this.connection.shown(said) });
  }
}

/** What is sent on a line of its own must not be able to end it. */
function refuseLineBreaks(host: string, text: string): void {
  if (/[\r\n\0]/.test(text)) throw protocolFault(host, "login or password with a line break");
}
