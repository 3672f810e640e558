import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { phpPath } from "./run/other-programs.ts";
import { Api } from "./support/api.ts";
import { type HostileProvider, startHostileProvider } from "./support/hostile-provider/hostile-provider.ts";
import { type Product, startProduct } from "./support/product.ts";

// The examples of docs/broker.md, run as they stand there.

const page = readFileSync(fileURLToPath(new URL("../docs/broker.md", import.meta.url)), "utf8");
const examples = page.slice(page.indexOf("## Examples"), page.indexOf("## Mail programs"));

const languages = [
  { name: "sh", file: "example.sh", run: "bash example.sh" },
  { name: "python", file: "example.py", run: "python3 example.py" },
  { name: "js", file: "example.mjs", run: `'${process.execPath}' example.mjs` },
  { name: "perl", file: "example.pl", run: "perl example.pl" },
  { name: "php", file: "example.php", run: `'${phpPath()}' example.php` },
];

let product: Product;
let provider: HostileProvider;
let key: string;
test.beforeAll(async () => {
  product = await startProduct({ accessTokenSeconds: 600 });
  provider = await startHostileProvider();
  const api = await Api.of(product);
  await api.configure(provider, "Support mailbox");
  expect(await api.authorize("Support mailbox")).toContain("Authorized");
  key = (await product.console(["api-key", "create", "CRM", "--scope", "tokens:read"])).stdout.trim();
});
test.afterAll(async () => {
  await product.stop();
  await provider.close();
});

for (const { name, file, run } of languages) {
  test(`the example in ${name} prints the token, and what to do where there is none`, async () => {
    const [, code = ""] = new RegExp(`\`\`\`${name}\n([\\s\\S]*?)\`\`\``).exec(examples) ?? [];
    expect(code).not.toBe("");
    writeFileSync(join(product.folder, file), code);
    const runWith = (given: string) =>
      product.bash(`cd '${product.folder}' && GRANTRY_URL=${product.origin} GRANTRY_KEY=${given} ${run}`);

    const { stdout: token } = await product.console(["token", "get", "Support mailbox"]);
    const given = await runWith(key);
    expect([given.stdout.trim(), given.stderr]).toEqual([token.trim(), ""]);
    const refused = await runWith("grt_unknown");
    expect(`${refused.stdout}${refused.stderr}`).toMatch(/API key/);
  });
}
