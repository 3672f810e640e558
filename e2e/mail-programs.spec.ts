import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SmtpServer, startSmtpServer } from "@grantry/testing";
import { expect, test } from "@playwright/test";
import { getmailPath, mbsyncPath, muttPath } from "./run/other-programs.ts";
import { brokerExample } from "./support/broker-page.ts";
import { makeCertificate } from "./support/dovecot/certificate.ts";
import { type Dovecot, startDovecot } from "./support/dovecot/dovecot.ts";
import { grantry } from "./support/hosts.ts";
import { type Product, startProduct } from "./support/product.ts";
import { addPracticeToken, answerProvider, becomeAdministrator } from "./support/steps.ts";
import { unprivileged } from "./support/unprivileged.ts";

// Mail programs of Debian, set up as docs/broker.md says, asking the console for their token. What a test adds to the
// page's lines is where this server is, whom it is to trust, and where mail goes.

const login = "support@practice.example"; // what the practice provider suggests at sign-in

let product: Product;
let server: Dovecot;
let authority: string;
let sink: SmtpServer;
test.beforeAll(async ({ browser }) => {
  const certificate = makeCertificate();
  ({ authority } = certificate);
  product = await startProduct({ accessTokenSeconds: 600 });
  sink = await startSmtpServer();
  const { providerOrigin } = product;
  server = await startDovecot({ providerOrigin, certificate, mechanisms: ["xoauth2"], relayPort: sink.port });
  const page = await browser.newPage();
  await becomeAdministrator(page, product);
  await addPracticeToken(page, product, "Support mailbox");
  await answerProvider(page, "Allow");
  await expect(page.getByRole("heading", { name: "Authorized" })).toBeVisible();
  await page.close();
  installConsole();
});
test.afterAll(async () => {
  await product?.stop();
  await server?.kill();
  sink?.close();
});

test("getmail fetches with a token that grantry token get prints", async () => {
  server.deliver(login, [mail("For getmail")]);
  const owner = unprivileged(); // it does not deliver as root
  const folder = maildir();
  const [retriever = "", rest = ""] = exampleHere("**getmail").split(/(?<=\[retriever\]\n)/);
  writeFileSync(
    join(folder, "getmailrc"),
    `${retriever}port = ${server.ports.imaps}
ca_certs = ${authority}
${rest}
[destination]
type = Maildir
path = ${folder}/
user = ${owner.user}

[options]
delete = true
`,
  );
  await succeeds(`'${getmailPath()}' --getmaildir='${folder}' --rcfile=getmailrc`);
  expect(subjectsIn(folder)).toEqual(["For getmail"]);
  expect(server.count(login)).toBe(0);
});

test("mbsync brings a mailbox here with a token that grantry token get prints", async () => {
  server.deliver(login, [mail("For mbsync")]);
  const folder = maildir();
  const configuration = join(product.folder, "mbsyncrc");
  writeFileSync(
    configuration,
    `${exampleHere("**mbsync**").trim()}
Port ${server.ports.imaps}
CertificateFile ${authority}

IMAPStore far
Account support

MaildirStore near
Inbox ${folder}

Channel support
Far :far:
Near :near:
Sync Pull
SyncState ${product.folder}/mbsync-
`,
  );
  await succeeds(`'${mbsyncPath()}' --config '${configuration}' support`);
  expect(subjectsIn(folder)).toEqual(["For mbsync"]);
});

test("mutt reads a mailbox and sends, each with a token that grantry token get prints", async () => {
  server.deliver(login, [mail("For mutt")]);
  const configuration = join(product.folder, "muttrc");
  const saved = join(product.folder, "saved");
  writeFileSync(
    configuration,
    `${exampleHere("**mutt**").replace("imaps://localhost/", `imaps://localhost:${server.ports.imaps}/`)}
set ssl_ca_certificates_file = "${authority}"
set smtp_url = "smtps://${login}@localhost:${server.ports.submissions}/"
set from = "${login}"
set spoolfile = "=INBOX"
set copy = no
set wait_key = no
push "<search>~s 'For mutt'<enter><pipe-message>cat > ${saved}<enter><exit>"
`,
  );
  // It reads a mailbox at a terminal alone; script gives it one.
  await succeeds(`TERM=xterm script --quiet --return --command "'${muttPath()}' -F '${configuration}' -n" /dev/null`);
  expect(readFileSync(saved, "utf8")).toContain("Subject: For mutt");

  await succeeds(`echo Text | '${muttPath()}' -F '${configuration}' -n -s 'From mutt' someone@example.org`);
  await expect.poll(() => sink.messages).toMatchObject([{ from: login, to: "someone@example.org" }]);
  expect(sink.messages[0]?.source).toContain("Subject: From mutt");
});

/** An example of the page with this server and mailbox for those that it names. */
function exampleHere(after: string): string {
  const example = brokerExample(after);
  expect(example).toContain("outlook.office365.com");
  expect(example).toContain("support@example.com");
  return example.replaceAll("outlook.office365.com", "localhost").replaceAll("support@example.com", login);
}

/** Puts a program `grantry` where the scripts here look for programs. */
function installConsole(): void {
  mkdirSync(join(product.folder, "bin"));
  const program = join(product.folder, "bin", "grantry");
  writeFileSync(program, `#!/bin/sh\ncd '${product.folder}' && exec '${process.execPath}' '${grantry}' "$@"\n`);
  chmodSync(program, 0o755);
}

async function succeeds(script: string): Promise<void> {
  const { code, stdout, stderr } = await product.bash(
    `PATH='${product.folder}/bin':$PATH\nunset -f grantry\n${script}`,
  );
  expect(code, stdout + stderr).toBe(0);
}

/** An empty Maildir that whoever fetches may write into. */
function maildir(): string {
  const { uid, gid } = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), "grantry-maildir-"));
  for (const part of ["", "cur", "new", "tmp"]) {
    mkdirSync(join(folder, part), { recursive: true });
    chownSync(join(folder, part), uid, gid);
  }
  return folder;
}

function subjectsIn(folder: string): string[] {
  const files = ["new", "cur"].flatMap((part) =>
    readdirSync(join(folder, part)).map((name) => join(folder, part, name)),
  );
  return files.map((file) => /^Subject: (.*?)\r?$/m.exec(readFileSync(file, "utf8"))?.[1] ?? "");
}

const mail = (subject: string) =>
  `Message-ID: <${subject.replaceAll(" ", ".")}@example.org>\r\nFrom: A <a@example.org>\r\nTo: ${login}\r\nSubject: ${subject}\r\n\r\nText\r\n`;
