import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startRecordingService } from "@grantry/testing";
import { expect, test } from "@playwright/test";
import { type Product, startProduct } from "./support/product.ts";
import { addPracticeToken, answerProvider } from "./support/steps.ts";

test.describe.configure({ mode: "serial" });

let product: Product;
test.beforeAll(async () => {
  product = await startProduct({ accessTokenSeconds: 600 });
});
test.afterAll(() => product.stop());

const json = async (...args: string[]) => {
  const { code, stdout, stderr } = await product.console([...args, "--json"]);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
};

test("the first administrator is made by the console, and signs in", async ({ page }) => {
  const weak = await product.console(["user", "create", "ops@example.org"], "short\n");
  expect(weak).toMatchObject({ code: 1, stdout: "" });
  expect(weak.stderr).toContain("12");
  expect((await product.console(["user", "create", "ops@example.org"], "a password of the console\n")).code).toBe(0);
  expect((await json("user", "list")).items).toMatchObject([{ email: "ops@example.org", role: "administrator" }]);
  await page.goto(`${product.origin}/sign-in`);
  await page.getByLabel("E-mail address").fill("ops@example.org");
  await page.getByLabel("Password", { exact: true }).fill("a password of the console");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Tokens", level: 1 })).toBeVisible();
  await addPracticeToken(page, product, "Support mailbox");
  await answerProvider(page, "Allow");
  await expect(page.getByRole("heading", { name: "Authorized" })).toBeVisible();
});

test("parity 89: tokens are listed without tokens, requested, and given one alone", async () => {
  const list = await product.console(["token-config", "list"]);
  expect(list.stdout).toContain("Support mailbox");
  const [listed] = (await json("token-config", "list")).items;
  expect(listed.token).toMatchObject({ status: "valid", refreshTokenStatus: "valid-without-date" });
  const before = await product.console(["token", "get", "Support mailbox"]);
  expect(before.stdout).toMatch(/^\S+\n$/);
  expect(list.stdout + JSON.stringify(listed)).not.toContain(before.stdout.trim());
  expect((await product.console(["token", "request", "Support mailbox", "--grant", "refresh_token"])).code).toBe(0);
  const after = await product.console(["token", "get", "Support mailbox"]);
  expect(after.stdout).not.toBe(before.stdout);
  const wrongGrant = await product.console(["token", "request", "Support mailbox", "--grant", "client_credentials"]);
  expect(wrongGrant.code).toBe(1);
});

test("settings are listed, set, refused by name, and reset", async () => {
  expect((await json("setting", "get", "Token::RefreshMargin")).value).toBe(300);
  expect((await product.console(["setting", "set", "Token::RefreshMargin", "120"])).code).toBe(0);
  expect((await json("setting", "list")).settings).toContainEqual(
    expect.objectContaining({ name: "Token::RefreshMargin", value: 120, isDefault: false, updatedBy: "console" }),
  );
  for (const [name, value] of [
    ["Token::RefreshMargin", "soon"],
    ["FQDN", "https://example.com/"],
    ["HttpType", "ftp"],
    ["ScriptAlias", "a b"],
  ] as const) {
    const refused = await product.console(["setting", "set", name, value]);
    expect(refused, `${name} ${value}`).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toMatch(/^error: /);
    expect(refused.stderr).not.toContain("This is needed");
  }
  expect((await product.console(["setting", "set", "No::Such", "1"])).code).toBe(1);
  const moved = await product.console(["setting", "set", "ScriptAlias", "znuny/"]);
  expect(moved.stderr).toMatch(
    /^warning: The redirect URI is \S+\/znuny\/get-oauth2-\S+ from now on; it was \S+\/grantry\//,
  );
  expect((await product.console(["setting", "reset", "ScriptAlias"])).stderr).toContain("Register the new one");
  expect((await product.console(["setting", "reset", "Token::RefreshMargin"])).code).toBe(0);
  expect((await json("setting", "get", "Token::RefreshMargin")).value).toBe(300);
});

test("an import counts what it did, and a dry run that would be refused ends with 1", async () => {
  const { stdout: file } = await product.console(["token-config", "export"]);
  const nothing = await product.console(["token-config", "import", "-"], file);
  expect(nothing).toMatchObject({ code: 0, stdout: expect.stringContaining("1 skipped. Nothing was changed.") });
  const nameless = file.replace(/^ {2}Name: .*$/m, "  Name: [a]");
  const refused = await product.console(["token-config", "import", "-", "--dry-run"], nameless);
  expect(refused).toMatchObject({ code: 1, stdout: expect.stringContaining("/Name Takes a text.") });
});

test("a key is printed once, listed without itself, and revoked", async () => {
  const made = await product.console(["api-key", "create", "reader", "--scope", "tokens:read"]);
  const key = made.stdout.trim();
  expect(key).toMatch(/^grt_[\w-]{43}$/);
  const list = await product.console(["api-key", "list", "--json"]);
  expect(list.stdout).not.toContain(key);
  expect((await product.console(["api-key", "create", "x", "--scope", "everything"])).code).toBe(2);
  expect((await product.console(["api-key", "revoke", "reader"])).code).toBe(0);
  expect((await product.console(["api-key", "revoke", "nobody"])).code).toBe(1);
});

test("a user is locked out, and let in again by a new password", async () => {
  await product.console(["user", "create", "second@example.org"], "another long password\n");
  const signIn = (password: string) =>
    fetch(`${product.origin}/api/v1/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: product.origin },
      body: JSON.stringify({ email: "second@example.org", password }),
    });
  const signedIn = await signIn("another long password");
  expect(signedIn.status).toBe(201);
  const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const session = () => fetch(`${product.origin}/api/v1/sessions/current`, { headers: { cookie } });
  expect((await session()).status).toBe(200);
  expect(
    (await product.console(["user", "reset-password", "second@example.org"], "a newer long password\n")).code,
  ).toBe(0);
  await new Promise((resolve) => setTimeout(resolve, product.remembersMs));
  expect((await session()).status).toBe(401);
  expect((await signIn("a newer long password")).status).toBe(201);
  expect((await product.console(["user", "disable", "second@example.org"])).code).toBe(0);
  expect((await signIn("a newer long password")).status).toBe(401);
  expect((await product.console(["user", "disable", "nobody@example.org"])).code).toBe(1);
});

test("a channel is added, tried, listed without its secret, and removed", async () => {
  const hook = await startRecordingService();
  const secret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
  try {
    const add = ["channel", "add", "Night desk", `${hook.url}/hook`];
    expect((await product.console([...add, "--severity", "error"], `${secret}\n`)).code).toBe(0);
    expect(await product.console(["channel", "test", "Night desk"])).toMatchObject({ code: 0, stdout: "Delivered.\n" });
    expect(hook.requests).toHaveLength(1);
    hook.answer((_, response) => response.writeHead(500).end("out of order"));
    const failed = await product.console(["channel", "test", "Night desk"]);
    expect(failed).toMatchObject({ code: 1, stdout: "" });
    expect(failed.stderr).toContain("answered 500");
    const list = await product.console(["channel", "list"]);
    expect(list.stdout).toMatch(/^Night desk +webhook .*failing: /m);
    const [listed] = (await json("channel", "list")).items;
    expect(listed).toMatchObject({ name: "Night desk", severities: ["error"], lastError: { status: 502 } });
    expect(list.stdout + JSON.stringify(listed)).not.toContain(secret.slice(6));
    expect((await product.console(["complete", "zsh", "channel", "test", "N"])).stdout).toBe("Night desk\n");
    expect((await product.console(add, "whsec_short\n")).stderr).toContain("/webhookSecret");
    expect((await product.console([...add, "--kind", "pigeon"])).code).toBe(2);
    expect((await product.console([...add, "--severity", "error,all"])).code).toBe(2);
    expect((await product.console([...add, "--kind", "email"])).code).toBe(2);
    const byMail = ["channel", "add", "By mail", "desk@example.org", "--kind", "email", "--mail-account", "nobody"];
    expect(await product.console(byMail)).toMatchObject({ code: 1, stderr: expect.stringContaining("“nobody”") });
    expect((await product.console(["channel", "remove", "Night desk"])).code).toBe(0);
    expect((await product.console(["channel", "remove", "Night desk"])).code).toBe(1);
  } finally {
    await hook.close();
  }
});

test("doctor looks at everything the main job needs", async () => {
  const { code, stdout } = await product.console(["doctor"]);
  expect(code).toBe(0);
  for (const subject of ["database", "key ring", "address", new URL(product.providerOrigin).host])
    expect(stdout).toContain(subject);
});

test("bash completes commands, options, their values, and names of configurations and settings", async () => {
  const expected: readonly (readonly [string, string])[] = [
    ["grantry tok", "token-config|token"],
    ["grantry token get Supp", "Support\\ mailbox"],
    ['grantry token get "Supp', "Support mailbox"],
    ["grantry token get Support\\ mailbox --m", "--min-ttl"],
    ["grantry token request --grant c", "client_credentials"],
    ["grantry token-config export --json --", "--name|--output|--secrets|--help"],
    ["grantry setting get WebUserAgent::Time", "Timeout"],
  ];
  const steps = expected.map(
    ([line]) => `COMP_LINE='${line}'; COMP_POINT=\${#COMP_LINE}; _grantry; (IFS='|'; echo "\${COMPREPLY[*]}")`,
  );
  const { stdout, stderr } = await product.bash(['eval "$(grantry completion bash)"', ...steps].join("\n"));
  expect(stderr).toBe("");
  expect(stdout.trimEnd().split("\n")).toEqual(expected.map(([, candidates]) => candidates));
});

test("zsh and fish have scripts of their own, and the names as they are", async () => {
  for (const shell of ["zsh", "fish"]) {
    expect((await product.console(["completion", shell])).stdout).toContain(`grantry complete ${shell}`);
    expect((await product.console(["complete", shell, "token", "get", "Supp"])).stdout).toBe("Support mailbox\n");
  }
  expect((await product.console(["completion", "cmd"])).code).toBe(2);
});

test("what is not understood ends with 2, help and version with 0, a missing database with 78", async () => {
  expect((await product.console(["nonsense"])).code).toBe(2);
  expect((await product.console(["token", "get"])).code).toBe(2);
  expect((await product.console(["setting", "set", "FQDN"])).code).toBe(2);
  const unknown = await product.console(["token", "get", "Support mailbox", "--mintt=5"]);
  expect(unknown).toMatchObject({ code: 2, stdout: "" });
  expect(unknown.stderr).toContain("There is no option --mintt here; possible: --min-ttl, --json.");
  const unquoted = await product.console(["token", "get", "Support", "mailbox"]);
  expect(unquoted).toMatchObject({ code: 2, stdout: "" });
  expect(unquoted.stderr).toContain("Names with spaces go in quotes.");
  expect((await product.console([])).code).toBe(2);
  expect((await product.console(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  const help = await product.console(["token", "get", "--help"]);
  expect(help).toMatchObject({ code: 0 });
  expect(help.stdout).toContain("--min-ttl");
  expect(help.stdout).toContain("USAGE grantry token get [OPTIONS] <NAME>");
  expect(unquoted.stderr).toContain("How it is called: grantry token get --help");
  expect(help.stdout + (await product.console(["nonsense"])).stderr).not.toContain("\u001b"); // not seen: no colours
  const elsewhere = mkdtempSync(join(tmpdir(), "grantry-empty-"));
  const missing = await product.console(["token-config", "list"], undefined, {
    GRANTRY_DATABASE_URL: `file:${join(elsewhere, "grantry.db")}`,
  });
  expect(missing).toMatchObject({ code: 78, stdout: "" });
  expect(readdirSync(elsewhere)).toEqual([]);
  const wrong = await product.console(["token-config", "list"], undefined, { PORT: "many" });
  expect(wrong.code).toBe(78);
  expect(wrong.stderr).toContain("PORT is “many”");
});
