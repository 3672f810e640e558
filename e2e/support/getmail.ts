import { chownSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getmailPath } from "../run/other-programs.ts";
import { grantry } from "./hosts.ts";
import type { Product } from "./running-product.ts";
import { unprivileged } from "./unprivileged.ts";

/** Runs getmail once on a mailbox, as docs/broker.md says it is set up: the token comes from the console. */
export function runGetmail(given: {
  readonly product: Product;
  readonly login: string;
  readonly port: number;
  readonly authority: string;
}) {
  const owner = unprivileged(); // it does not deliver as root
  const folder = mkdtempSync(join(tmpdir(), "grantry-getmail-"));
  for (const name of ["", "mail", "mail/cur", "mail/new", "mail/tmp"]) {
    mkdirSync(join(folder, name), { recursive: true });
    chownSync(join(folder, name), owner.uid, owner.gid);
  }
  const command = [process.execPath, grantry, "token", "get", "Mailbox"].map((part) => JSON.stringify(part));
  writeFileSync(
    join(folder, "getmailrc"),
    `[retriever]
type = SimpleIMAPSSLRetriever
server = localhost
port = ${given.port}
username = ${given.login}
use_xoauth2 = True
password_command = (${command.join(", ")})
ca_certs = ${given.authority}

[destination]
type = Maildir
path = ${folder}/mail/
user = ${owner.user}

[options]
delete = true
`,
  );
  return given.product.bash(`'${getmailPath()}' --getmaildir='${folder}' --rcfile=getmailrc`);
}
