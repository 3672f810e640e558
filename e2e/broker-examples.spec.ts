import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { goPath, phpPath } from "./run/other-programs.ts";
import { Api } from "./support/api.ts";
import { brokerExample } from "./support/broker-page.ts";
import { type HostileProvider, startHostileProvider } from "./support/hostile-provider/hostile-provider.ts";
import { type Product, startProduct } from "./support/product.ts";

// The examples of docs/broker.md, run as they stand there.

const languages = [
  { after: "curl:", file: "example.sh", run: "bash example.sh" },
  { after: "Python,", file: "example.py", run: "python3 example.py" },
  { after: "Node 20", file: "example.mjs", run: `'${process.execPath}' example.mjs` },
  { after: "Perl,", file: "example.pl", run: "perl example.pl" },
  { after: "PHP:", file: "example.php", run: `'${phpPath()}' example.php` },
  { after: "Go:", file: "example.go", run: `'${goPath()}' run example.go` },
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

for (const { after, file, run } of languages) {
  test(`${file} of the page prints the token, and what to do where there is none`, async () => {
    writeFileSync(join(product.folder, file), brokerExample(after));
    const runWith = (given: string) =>
      product.bash(`cd '${product.folder}' && GRANTRY_URL=${product.origin} GRANTRY_KEY=${given} ${run}`);

    const { stdout: token } = await product.console(["token", "get", "Support mailbox"]);
    const given = await runWith(key);
    expect([given.stdout.trim(), given.stderr]).toEqual([token.trim(), ""]);
    const refused = await runWith("grt_unknown");
    expect(`${refused.stdout}${refused.stderr}`).toMatch(/API key/);
  });
}
