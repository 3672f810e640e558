import { once } from "node:events";
import { createServer, type Server } from "node:http";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { type Product, startProduct } from "./support/product.ts";
import { addPracticeToken, answerProvider, becomeAdministrator } from "./support/steps.ts";

let product: Product;
let service: Server;
const seen: string[] = [];
test.beforeAll(async () => {
  product = await startProduct({ accessTokenSeconds: 600 });
  service = createServer((request, response) => {
    seen.push(String(request.headers.authorization));
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ path: request.url }));
  }).listen(0, "127.0.0.1");
  await once(service, "listening");
});
test.afterAll(async () => {
  service.close();
  await product.stop();
});

test("an administrator adds a web service with a token, tries an invoker, and a program gets through with a key", async ({
  page,
}) => {
  await becomeAdministrator(page, product);
  await addPracticeToken(page, product, "CRM");
  await answerProvider(page, "Allow");
  await expect(page.getByRole("heading", { name: "Authorized" })).toBeVisible();

  await page.goto(`${product.origin}/web-services`);
  await page.getByLabel("Name", { exact: true }).fill("Tickets");
  await page.getByLabel("Endpoint").fill(endpoint());
  await page.getByLabel("Token configuration").fill("CRM");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: "Tickets", level: 1 })).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("Read");
  await page.getByLabel("Path").fill("/tickets/:id");
  await page.getByRole("button", { name: "Add an invoker" }).click();
  await page.getByLabel("Data (JSON)").fill('{"id": "7/8"}');
  await page.getByRole("button", { name: "Run" }).click();
  await expect(page.getByText('{"path":"/v1/tickets/7%2F8"}')).toBeVisible();
  await expect(page.getByText(`GET ${endpoint()}/tickets/7%2F8`)).toBeVisible();

  const { stdout: token } = await product.console(["token", "get", "CRM"]);
  expect(seen).toEqual([`Bearer ${token.trim()}`]);
  const key = (await product.console(["api-key", "create", "program", "--scope", "web-services:run"])).stdout.trim();
  const passed = await fetch(`${product.origin}/api/v1/web-services/Tickets/proxy/any?x=1`, {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(await passed.json()).toEqual({ path: "/v1/any?x=1" });
  expect(seen[1]).toBe(`Bearer ${token.trim()}`);
  const ran = await product.console(["web-service", "run", "Tickets", "Read", "--data", "-"], '{"id": 9}');
  expect(ran).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(ran.stdout)).toEqual({ path: "/v1/tickets/9" });

  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});

function endpoint(): string {
  const address = service.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return `http://127.0.0.1:${address.port}/v1`;
}
