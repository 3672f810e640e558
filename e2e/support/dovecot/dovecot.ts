import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dovecotPath } from "../../run/other-programs.ts";
import { freePort } from "../running-product.ts";
import { unprivileged } from "../unprivileged.ts";
import type { Certificate } from "./certificate.ts";
import { configuration, introspection, type Ports } from "./configuration.ts";

/** A mail server that asks a provider whether a token is good, with mailboxes of its own. */
export interface Dovecot {
  readonly ports: Ports;
  /** Puts messages into a mailbox, as they are. */
  deliver(login: string, messages: readonly (string | Uint8Array)[]): void;
  /** How many messages lie in a mailbox. */
  count(login: string): number;
  /** Ends it in the middle of whatever it does. */
  kill(): Promise<void>;
  /** Starts it again on the same ports and mailboxes. */
  start(): Promise<void>;
  log(): string;
}

/** Passwords are the same for every mailbox here. */
export const mailboxPassword = "password-of-a-mailbox";

let delivered = 0;

/** Starts Dovecot as nobody in particular, taking tokens that the provider at `providerOrigin` calls active. */
export async function startDovecot(given: {
  readonly providerOrigin: string;
  readonly mechanisms: readonly ("xoauth2" | "oauthbearer" | "plain")[];
  readonly certificate: Certificate;
  /** Port on this machine that mail to be sent is handed on to. */
  readonly relayPort?: number;
  /** What a mailbox may hold, kilobytes; what is delivered here comes in all the same. */
  readonly quotaKilobytes?: number;
}): Promise<Dovecot> {
  const owner = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), "grantry-dovecot-"));
  chownSync(folder, owner.uid, owner.gid);
  const write = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    chownSync(path, owner.uid, owner.gid);
    return path;
  };
  const ports = await freePorts();
  const config = write(
    "dovecot.conf",
    configuration({
      folder,
      owner,
      ports,
      mechanisms: given.mechanisms,
      certificate: write("server.pem", readFileSync(given.certificate.certificate, "utf8")),
      key: write("server.key", readFileSync(given.certificate.key, "utf8")),
      introspection: write("introspection.conf", introspection(given.providerOrigin)),
      password: mailboxPassword,
      relayPort: given.relayPort ?? 9,
      quotaKilobytes: given.quotaKilobytes,
    }),
  );
  let running: ChildProcess | undefined;
  const newMail = (login: string): string => join(folder, "mail", login, "new");
  const start = async (): Promise<void> => {
    running = spawn(dovecotPath(), ["-F", "-c", config], {
      ...(owner.isOther && { uid: owner.uid, gid: owner.gid }),
      detached: true, // a process group, to be ended as one
      stdio: ["ignore", "ignore", "inherit"],
    });
    await untilListening(ports.imap);
    await untilListening(ports.submissions);
  };
  await start();
  return {
    ports,
    deliver(login, messages) {
      for (const name of ["", "cur", "new", "tmp"]) {
        const place = join(folder, "mail", login, name);
        mkdirSync(place, { recursive: true });
        chownSync(place, owner.uid, owner.gid);
      }
      for (const message of messages) {
        delivered += 1;
        // The name orders messages of one second.
        const path = join(newMail(login), `1700000000.M${String(delivered).padStart(8, "0")}.test`);
        writeFileSync(path, message);
        chmodSync(path, 0o600);
        chownSync(path, owner.uid, owner.gid);
      }
    },
    count: (login) =>
      ["new", "cur"].reduce((sum, name) => sum + readdirSync(join(folder, "mail", login, name)).length, 0),
    async kill() {
      if (!running?.pid || running.exitCode !== null) return;
      process.kill(-running.pid, "SIGKILL"); // its children with it
      await once(running, "exit");
    },
    start,
    log: () => readFileSync(join(folder, "dovecot.log"), "utf8"),
  };
}

async function freePorts(): Promise<Ports> {
  const names = ["imap", "imaps", "pop3", "pop3s", "submission", "submissions"] as const;
  const [imap, imaps, pop3, pop3s, submission, submissions] = await Promise.all(names.map(() => freePort()));
  return { imap, imaps, pop3, pop3s, submission, submissions } as Ports;
}

/** Waits until a port takes connections; 15 s at most. */
async function untilListening(port: number): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (Date.now() < deadline) {
    const socket = connect(port, "localhost");
    const isOpen = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Dovecot does not listen on port ${port}`);
}
