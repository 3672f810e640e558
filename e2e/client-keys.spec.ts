import { generateKeyPairSync } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { type Product, startProduct } from "./support/product.ts";
import { type ServiceAccountEndpoint, startServiceAccountEndpoint } from "./support/service-account-endpoint.ts";
import { answerProvider, becomeAdministrator } from "./support/steps.ts";

test.describe.configure({ mode: "serial" });

const address = "desk@project.iam.gserviceaccount.com";
const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = keys.privateKey.export({ format: "pem", type: "pkcs8" }).toString();

let product: Product;
let page: Page;
let serviceAccounts: ServiceAccountEndpoint;
test.beforeAll(async ({ browser }) => {
  product = await startProduct({ accessTokenSeconds: 600 });
  serviceAccounts = await startServiceAccountEndpoint({ address, publicKey: keys.publicKey });
  page = await (await browser.newContext()).newPage();
  await becomeAdministrator(page, product);
});
test.afterAll(async () => {
  await serviceAccounts.close();
  await product.stop();
});

const field = (label: string) => page.getByLabel(label, { exact: true });
const save = () => page.getByRole("button", { name: "Save", exact: true }).click();

test("an app proves itself with a key that was made here: its public part is registered, then a grant is given", async () => {
  await page.goto(`${product.origin}/token-configs/new/custom`);
  await field("Discovery address").fill(product.providerOrigin);
  await page.getByRole("button", { name: "Fill in" }).click();
  await expect(field("Token URL")).toHaveValue(`${product.providerOrigin}/token`);
  await field("Name").fill("By key");
  await field("Client ID").fill("app-with-a-key");
  await field("The app proves itself with").selectOption("private_key_jwt");
  await field("Scope").fill("openid offline_access ");
  await save();
  await expect(field("Key")).toHaveAccessibleDescription(/needed/);
  await field("Key").selectOption("made");
  await page.screenshot({ path: "../test-results/screens/form-key.png", fullPage: true });
  await save();
  await expect(page.getByRole("heading", { name: "By key", level: 1 })).toBeVisible();

  await page.goto(`${product.origin}/app-registrations`);
  const app = page.getByRole("region", { name: "app-with-a-key" });
  await expect(app.getByText("Thumbprint")).toBeVisible();
  await page.screenshot({ path: "../test-results/screens/app-key.png", fullPage: true });
  const downloading = page.waitForEvent("download");
  await app.getByRole("link", { name: "Download certificate" }).click();
  expect((await downloading).suggestedFilename()).toBe("app-with-a-key.crt");
  const { items } = await (await page.request.get(`${product.origin}/api/v1/app-registrations`)).json();
  const [{ publicKey }] = items[0].clientKeys;
  await page.request.post(`${product.providerOrigin}/test/clients`, {
    data: {
      client_id: "app-with-a-key",
      token_endpoint_auth_method: "private_key_jwt",
      jwks: { keys: [publicKey] },
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      redirect_uris: [`${product.origin}/grantry/get-oauth2-token-by-authorization-code`],
    },
  });
  await app.getByRole("link", { name: "By key" }).click();
  await page.getByRole("button", { name: "Authorize" }).click();
  await answerProvider(page, "Allow");
  await page.getByRole("link", { name: "Back to the token" }).click();
  await expect(page.getByText("The token works and is renewed by itself.")).toBeVisible();
  await page.getByRole("button", { name: "Request new token" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a key that cannot be used is refused at its field; what was typed stays in the form, and the key nowhere else", async () => {
  await page.goto(`${product.origin}/token-configs/new/google-service-account`);
  await field("Name").fill("Desk mailbox");
  await field("Service account").fill(address);
  await field("Key file (JSON)").fill(JSON.stringify({ web: { client_id: "x" } }));
  await save();
  await expect(field("Key file (JSON)")).toHaveAccessibleDescription(/file of an OAuth client/);
  await field("Key").selectOption("pem");
  await field("PEM text").fill(pem.slice(0, 400));
  await save();
  await expect(field("PEM text")).toHaveAccessibleDescription(/no PEM text|cannot be read/);
  await expect(field("Name")).toHaveValue("Desk mailbox");
  const stored = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  expect(stored).toContain("Desk mailbox");
  expect(stored).not.toContain("PRIVATE KEY");
  await page.reload();
  await expect(field("Name")).toHaveValue("Desk mailbox");
  await expect(field("Key file (JSON)")).toHaveValue("");
});

test("a service account acts for a mailbox: its key file is chosen, and its tokens are requested with nobody signing in", async () => {
  await field("Service account").fill("");
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a file: Key file (JSON)" }).click();
  await (await choosing).setFiles({
    name: "project-1a2b.json",
    mimeType: "application/json",
    buffer: Buffer.from(
      JSON.stringify({
        type: "service_account",
        client_email: address,
        private_key: pem,
        private_key_id: "1a2b",
        token_uri: `${serviceAccounts.origin}/token`,
      }),
    ),
  });
  await expect(field("Service account")).toHaveValue(address);
  await field("Acts for").fill("desk@example.org");
  await page.getByText("Advanced", { exact: true }).click();
  await field("Token URL").fill(`${serviceAccounts.origin}/token`);
  await page.screenshot({ path: "../test-results/screens/form-service-account.png", fullPage: true });
  await save();
  await expect(page.getByRole("heading", { name: "Desk mailbox", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Request new token" }).click();
  await expect(page.getByText("The token works and is renewed by itself.")).toBeVisible();
  expect(serviceAccounts.subjects).toEqual(["desk@example.org"]);
  await page.getByRole("link", { name: "Edit" }).click();
  await expect(field("Acts for")).toHaveValue("desk@example.org");
  await expect(field("Key")).toHaveValue("");
  await page.getByRole("button", { name: "Save and finish" }).click();
  await expect(page.getByRole("link", { name: "Desk mailbox" })).toBeVisible();
});
