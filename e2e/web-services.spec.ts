import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type Product, startProduct } from "./support/product.ts";
import { addPracticeToken, answerProvider, becomeAdministrator } from "./support/steps.ts";

let product: Product;
let service: Server;
const seen: string[] = [];
const headers: IncomingHttpHeaders[] = [];
test.beforeAll(async ({ browser }) => {
  page = await (await browser.newContext()).newPage();
  product = await startProduct({ accessTokenSeconds: 600 });
  service = createServer((request, response) => {
    seen.push(String(request.headers.authorization));
    headers.push(request.headers);
    if (request.url?.endsWith("/echo")) return request.pipe(response);
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ path: request.url }));
  }).listen(0, "127.0.0.1");
  await once(service, "listening");
});
test.afterAll(async () => {
  service.close();
  await product.stop();
});

let page: Page;
test("an administrator adds a web service with a token, tries an invoker, and a program gets through with a key", async () => {
  await becomeAdministrator(page, product);
  await addPracticeToken(page, product, "CRM");
  await answerProvider(page, "Allow");
  await expect(page.getByRole("heading", { name: "Authorized" })).toBeVisible();

  await page.goto(`${product.origin}/web-services`);
  await page.getByRole("link", { name: "Add a web service" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Tickets");
  await page.getByLabel("Endpoint").fill(endpoint());
  await page.getByLabel("Token configuration").selectOption("CRM");
  await page.screenshot({ path: "../test-results/screens/web-service-form.png", fullPage: true });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: "Tickets", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Add an invoker" }).click();
  const form = page.getByRole("form", { name: "Add an invoker" });
  await form.getByLabel("Name", { exact: true }).fill("Read");
  await form.getByLabel("Path").fill("/tickets/:id");
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByLabel("Data (JSON)", { exact: true }).fill('{"id": "7/8"}');
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
  const large = randomBytes(16 * 1024 * 1024);
  const echoed = await fetch(`${product.origin}/api/v1/web-services/Tickets/proxy/echo`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}` },
    body: large,
  });
  expect(large.equals(Buffer.from(await echoed.arrayBuffer()))).toBe(true);
  const ran = await product.console(["web-service", "run", "Tickets", "Read", "--data", "-"], '{"id": 9}');
  expect(ran).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(ran.stdout)).toEqual({ path: "/v1/tickets/9" });

  await page.screenshot({ path: "../test-results/screens/web-service.png", fullPage: true });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test("a web service and its invoker are edited; what is secret stays, and both are deleted after a question", async () => {
  await page.getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Endpoint").fill("https://elsewhere.example");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("heading", { name: "Tickets", level: 1 })).toBeVisible();
  await page.getByRole("link", { name: "Edit" }).click();
  await expect(page.getByLabel("Endpoint")).not.toHaveValue("https://elsewhere.example");
  await page.getByLabel("Authentication").selectOption("api-key");
  await page.getByLabel("Name of the key's header or parameter").fill("X-Key");
  await page.getByLabel("Key", { exact: true }).fill("the-service-key");
  await page.getByRole("button", { name: "Remove header 1" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: "Tickets", level: 1 })).toBeVisible();
  await page.getByRole("link", { name: "Edit" }).click();
  await expect(page.getByLabel("Key", { exact: true })).toHaveValue("");
  await expect(page.getByText("Set. Left empty, it stays.")).toBeVisible();
  await page.getByRole("button", { name: "Add header" }).click();
  await page.getByLabel("Header 1: name").fill("not a header");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Header 1: name")).toHaveAccessibleDescription(/./);
  await page.getByLabel("Header 1: name").fill("X-Reason");
  await page.getByLabel("Header 1: value").fill("tests");
  await page.getByRole("button", { name: "Save" }).click();

  await page.getByRole("button", { name: "Edit Read" }).click();
  await page.getByLabel("Path").fill("/tickets/:id/notes");
  await page.getByRole("button", { name: "Add parameter" }).click();
  await page.getByLabel("Parameter 1: name").fill("q");
  await page.getByLabel("Parameter 1: value").fill(":q");
  await page.getByLabel("Data to try it with (JSON)").fill('{"id": 5, "q": "a b"}');
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("form", { name: "Read" })).toHaveCount(0);
  await page.getByRole("button", { name: "Run" }).click();
  await expect(page.getByText(/"path":"\/v1\/tickets\/5\/notes\?q=a(%20|\+)b"/)).toBeVisible();
  expect(headers.at(-1)).toMatchObject({ "x-key": "the-service-key", "x-reason": "tests" });

  await page.getByRole("button", { name: "Delete Read" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("There is no invoker yet")).toBeVisible();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("There is no web service yet.")).toBeVisible();
});

test("an OpenAPI document becomes a web service whose invokers run, and another one adds to it", async () => {
  await page.getByRole("link", { name: "From OpenAPI" }).click();
  await page.getByLabel("Or paste the document").fill("swagger: '2.0'");
  await page.getByRole("button", { name: "Check" }).click();
  await expect(page.getByRole("alert")).toContainText("This is Swagger 2.0.");
  await page.getByLabel("Or paste the document").fill(petStore);
  await page.getByRole("button", { name: "Check" }).click();
  await expect(page.getByRole("alert")).toContainText("/endpoint"); // its server is a path alone
  await page.getByLabel("Endpoint").fill(endpoint());
  await page.getByRole("button", { name: "Check" }).click();
  const row = (operation: string) => page.getByRole("row").filter({ hasText: operation });
  await expect(row("GET /pets/{petId}")).toContainText("added");
  await expect(row("POST /pets/{petId}/photo")).toContainText("The body is image/png");
  await expect(page.getByRole("button", { name: "Import now" })).toBeDisabled();
  await page.screenshot({ path: "../test-results/screens/openapi-import.png", fullPage: true });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.getByLabel("Leave out what is refused").check();
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByRole("button", { name: "Import now" }).click();
  await expect(page.getByRole("heading", { name: "Imported" })).toBeVisible();
  await page.getByRole("link", { name: "Open Pet store" }).click();

  await page.getByLabel("Invoker", { exact: true }).selectOption("showPet");
  await expect(page.getByLabel("Data (JSON)", { exact: true })).toHaveValue(/"petId": 7/);
  await page.getByRole("button", { name: "Run" }).click();
  await expect(page.getByText('{"path":"/v1/pets/7"}')).toBeVisible();

  const more = JSON.stringify({ openapi: "3.1.0", paths: { "/owners": { get: {} }, "/pets/{petId}": petItem } });
  const added = await product.console(["web-service", "import", "Pet store", "-", "--json"], more);
  expect(added).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(added.stdout)).toMatchObject({
    applied: true,
    entries: [
      { name: "GET /owners", outcome: "added" },
      { name: "showPet", outcome: "skipped" },
    ],
  });
  const refused = await product.console(["web-service", "import", "Pet store", "-"], petStore);
  expect(refused.code).toBe(1);
  expect(refused.stdout).toMatch(/POST +\/pets\/\{petId\}\/photo +refused/);
  expect(refused.stderr).toContain("The file was not imported. Entries refused: 1 of 2.");
});

const petItem = { get: { operationId: "showPet" } };
const petStore = `openapi: 3.0.3
info: { title: Pet store, version: "1" }
servers: [{ url: /api/v3 }]
paths:
  /pets/{petId}:
    parameters:
      - { name: petId, in: path, required: true, schema: { type: integer, example: 7 } }
    get:
      operationId: showPet
  /pets/{petId}/photo:
    post:
      requestBody: { content: { image/png: {} } }
`;

function endpoint(): string {
  const address = service.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return `http://127.0.0.1:${address.port}/v1`;
}
