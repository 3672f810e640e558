import type { MailAccountType, SmtpEncryption } from "@grantry/schema";
import { GraphHttp } from "./graph/graph-http.ts";
import { GraphMailbox, sendByGraph, signInToGraph } from "./graph/graph-mailbox.ts";
import { ImapMailbox } from "./imap/imap-mailbox.ts";
import { ImapSession } from "./imap/imap-session.ts";
import { LineConnection } from "./line-connection.ts";
import { MailFault } from "./mail-fault.ts";
import type { Mailbox, OnStep } from "./mailbox.ts";
import type { MailHttp, MailNetwork } from "./network.ts";
import { Pop3Mailbox } from "./pop3/pop3-mailbox.ts";
import { Pop3Session } from "./pop3/pop3-session.ts";
import type { Credential } from "./sasl.ts";
import { SmtpSession } from "./smtp/smtp-session.ts";

/** A mailbox to open, and how. */
export interface MailboxAddress {
  readonly type: MailAccountType;
  readonly host: string;
  readonly port: number;
  readonly folder: string;
  /** POP3 hosts that take method and token on separate lines. */
  readonly splitHosts: readonly string[];
}

/** What the host gives to reach mail servers. */
export interface MailReach {
  readonly network: MailNetwork;
  readonly http: MailHttp;
  readonly wait: (ms: number) => Promise<void>;
}

type Encryption = SmtpEncryption;

const encryptions: Readonly<Record<Exclude<MailAccountType, "MSGraph">, Encryption>> = {
  IMAP: "none",
  IMAPTLS: "starttls",
  IMAPS: "tls",
  POP3: "none",
  POP3TLS: "starttls",
  POP3S: "tls",
};

/** Opens a mailbox, step by step. Rejects with a MailFault alone; nothing stays open then. */
export async function openMailbox(
  address: MailboxAddress,
  credential: Credential,
  reach: MailReach,
  onStep: OnStep,
): Promise<Mailbox> {
  if (address.type === "MSGraph") return openGraph(address, credential, reach, onStep);
  const encryption = encryptions[address.type];
  const connection = await connect(address, encryption, reach.network, onStep);
  try {
    return address.type.startsWith("POP3")
      ? await openPop3(connection, { address, credential, encryption }, onStep)
      : await openImap(connection, { address, credential, encryption }, onStep);
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Where mail is sent from. */
export interface OutgoingServer {
  readonly host: string;
  readonly port: number;
  readonly encryption: Encryption;
}

interface OutgoingMessage {
  readonly from: string;
  readonly to: string;
  /** With CRLF line ends. */
  readonly source: string;
}

/** Signs in to send, and sends where there is a message. Rejects with a MailFault alone. */
export async function sendBySmtp(
  server: OutgoingServer,
  credential: Credential,
  network: MailNetwork,
  message: (() => OutgoingMessage) | null,
  onStep: OnStep,
): Promise<void> {
  const connection = await connect(server, server.encryption, network, onStep);
  try {
    const greeting = () => SmtpSession.greeted(connection, credential.login);
    const session = await secured(server.encryption, greeting, onStep);
    await onStep("sign-in", () => session.signIn(credential, server.port));
    if (message) await onStep("send", async () => session.send(message()));
    await session.close().catch(() => undefined); // all is done; how the server says goodbye changes nothing
  } finally {
    connection.close();
  }
}

/** Sends one message by Microsoft Graph. */
export async function sendMessageByGraph(
  address: Pick<MailboxAddress, "host" | "port">,
  credential: Credential,
  reach: MailReach,
  source: string,
): Promise<void> {
  await sendByGraph(graphHttp(address, credential, reach), source);
}

interface Opening {
  readonly address: MailboxAddress;
  readonly credential: Credential;
  readonly encryption: Encryption;
}

async function openImap(connection: LineConnection, given: Opening, onStep: OnStep): Promise<Mailbox> {
  const { address, credential } = given;
  const session = await secured(given.encryption, () => ImapSession.greeted(connection, credential.login), onStep);
  await onStep("sign-in", () => session.signIn(credential, address.port));
  const mailbox = await onStep("folder", () => ImapMailbox.open(session, address.folder));
  await onStep("count", async () => mailbox.count);
  return mailbox;
}

async function openPop3(connection: LineConnection, given: Opening, onStep: OnStep): Promise<Mailbox> {
  const { address, credential } = given;
  const session = await secured(given.encryption, () => Pop3Session.greeted(connection, credential.login), onStep);
  const split = address.splitHosts.some((host) => host.toLowerCase() === address.host.toLowerCase());
  await onStep("sign-in", () => session.signIn(credential, address.port, split));
  return onStep("count", () => Pop3Mailbox.open(session));
}

async function openGraph(
  address: MailboxAddress,
  credential: Credential,
  reach: MailReach,
  onStep: OnStep,
): Promise<Mailbox> {
  const http = graphHttp(address, credential, reach);
  // One request over HTTPS stands for connecting and signing in: Graph tells both by the same answer.
  await onStep("sign-in", () => signInToGraph(http));
  const mailbox = await onStep("folder", () => GraphMailbox.open(http, address.folder));
  await onStep("count", async () => mailbox.count);
  return mailbox;
}

function graphHttp(
  { host, port }: Pick<MailboxAddress, "host" | "port">,
  credential: Credential,
  reach: MailReach,
): GraphHttp {
  if (credential.kind === "token") return new GraphHttp({ host, port, ...credential }, reach);
  throw new MailFault({ layer: "login", explanation: "graph-needs-token", healsByItself: false, host });
}

async function connect(
  { host, port }: { host: string; port: number },
  encryption: Encryption,
  network: MailNetwork,
  onStep: OnStep,
): Promise<LineConnection> {
  const addresses = await onStep("resolve", () => network.resolve(host, port));
  if (encryption === "none" && !network.allowsPlainText(host, port)) {
    throw new MailFault({ layer: "network", explanation: "plain-text-refused", healsByItself: false, host });
  }
  const connection = await onStep("connect", async () => {
    const socket = await network.connect(addresses, port).catch((error: unknown) => {
      throw error instanceof MailFault ? new MailFault({ ...error.failure, host }) : error;
    });
    return new LineConnection(socket, host);
  });
  if (encryption !== "tls") return connection;
  try {
    await onStep("tls", () => connection.startTls());
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** A greeted session, under TLS where that is asked for within the protocol. */
async function secured<S extends { startTls(): Promise<void> }>(
  encryption: Encryption,
  greet: () => Promise<S>,
  onStep: OnStep,
): Promise<S> {
  if (encryption !== "starttls") return greet();
  return onStep("tls", async () => {
    const session = await greet();
    await session.startTls();
    return session;
  });
}
