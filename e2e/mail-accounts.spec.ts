import { startGraphServer } from "@grantry/testing";
import { expect, type Page, test } from "@playwright/test";
import { Api } from "./support/api.ts";
import { type Product, startProduct } from "./support/product.ts";
import { addPracticeToken, answerProvider, becomeAdministrator } from "./support/steps.ts";
import { startWebhookReceiver } from "./support/webhook-receiver.ts";

let product: Product;
let page: Page;
test.beforeAll(async ({ browser }) => {
  product = await startProduct({ accessTokenSeconds: 600 });
  page = await browser.newPage();
  await becomeAdministrator(page, product);
});
test.afterAll(() => product.stop());

test("an administrator adds a mail account, and what is missing is told at its field", async () => {
  await page.getByRole("link", { name: "Mail accounts" }).click();
  await page.getByRole("link", { name: "Add mail account" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Support");
  await page.getByLabel("Type").selectOption("IMAPS");
  await page.getByLabel("Host", { exact: true }).fill("localhost");
  await page.getByLabel("Login").fill("support@example.org");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Token configuration")).toHaveAccessibleDescription(/needed/i);
  await page.getByLabel("Authentication").selectOption("password");
  await page.getByLabel("Password", { exact: true }).fill("mailbox password");
  await page.getByLabel("Port", { exact: true }).fill("9"); // nobody listens there
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: "Support", level: 1 })).toBeVisible();
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
});

test("parity 75, 76: each type shows its port, and a token configuration takes the password's place", async () => {
  await page.goto(`${product.origin}/mail-accounts/new`);
  const ports = {
    IMAP: "143",
    IMAPS: "993",
    IMAPTLS: "143",
    POP3: "110",
    POP3S: "995",
    POP3TLS: "110",
    MSGraph: "443",
  };
  await expect(page.getByLabel("Type").locator("option")).toHaveText(Object.keys(ports));
  for (const [type, port] of Object.entries(ports)) {
    await page.getByLabel("Type").selectOption(type);
    await expect(page.getByLabel("Port", { exact: true })).toHaveAttribute("placeholder", port);
    await expect(page.getByLabel("Folder")).toHaveCount(type.startsWith("POP3") ? 0 : 1);
  }
  await expect(page.getByLabel("Password", { exact: true })).toHaveCount(0);
  await page.getByLabel("Authentication").selectOption("password");
  await expect(page.getByLabel("Token configuration")).toHaveCount(0);
});

test("a check tells which step failed, and fetching by hand its real result", async () => {
  await page.goto(`${product.origin}/mail-accounts`);
  await page.getByRole("link", { name: "Support" }).click();
  await page.getByRole("button", { name: "Check now" }).click();
  const steps = page.getByRole("region", { name: "Check" }).getByRole("listitem");
  await expect(steps.filter({ hasText: "failed" })).toContainText(/localhost (refuses connections|cannot be reached)/); // workerd does not say which
  await expect(steps.filter({ hasText: "Sign in" })).toContainText("not reached");
  await page.getByRole("button", { name: "Fetch now" }).click();
  await expect(page.getByRole("region", { name: "Fetches" })).toContainText("failed");
  await page.screenshot({ path: "../test-results/screens/mail-account.png", fullPage: true });
});

test("an edit keeps the password, or is cancelled; a deletion is asked about first", async () => {
  await page.getByLabel("Comment").fill("never saved");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("link", { name: "Support" }).click();
  await expect(page.getByLabel("Comment")).toHaveValue("");
  await page.getByLabel("Comment").fill("second line");
  await saveEdit();
  await page.reload();
  await expect(page.getByLabel("Comment")).toHaveValue("second line");
  await expect(page.getByText("Set. Left empty, it stays.")).toBeVisible();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("There is no mail account yet.")).toBeVisible();
});

test("an account that is opened again shows its token configuration, and can be saved as it is", async () => {
  await addPracticeToken(page, product, "Support mailbox");
  await answerProvider(page, "Allow");
  await page.goto(`${product.origin}/mail-accounts/new`);
  await page.getByLabel("Name", { exact: true }).fill("By token");
  await page.getByLabel("Host", { exact: true }).fill("localhost");
  await page.getByLabel("Login").fill("support@example.org");
  await page.getByLabel("Token configuration").selectOption("Support mailbox");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: "By token", level: 1 })).toBeVisible();
  await page.reload();
  const chosen = page.getByLabel("Token configuration").locator("option:checked");
  await expect(chosen).toHaveText("Support mailbox");
  await page.getByLabel("Token configuration").focus();
  await page.keyboard.press("Tab");
  await page.getByLabel("Comment").fill("saved again");
  await saveEdit();
  await page.reload();
  await expect(page.getByLabel("Comment")).toHaveValue("saved again");
  await expect(chosen).toHaveText("Support mailbox");
});

test("mail comes from a folder of Microsoft Graph over HTTPS, and reaches the webhook", async () => {
  const graph = await startGraphServer("support@example.org");
  const secret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
  const receiver = await startWebhookReceiver(secret);
  try {
    graph.folders.add("Inbox/Support");
    const source = "From: A <a@example.org>\r\nSubject: By Graph\r\n\r\nText\r\n";
    graph.folders.put("Inbox/Support", source);
    graph.fail(/\$value$/, { status: 429, retryAfter: 1 });
    await page.goto(`${product.origin}/mail-accounts/new`);
    await page.getByLabel("Name", { exact: true }).fill("Graph");
    await page.getByLabel("Type").selectOption("MSGraph");
    await page.getByLabel("Host", { exact: true }).fill("127.0.0.1");
    await page.getByLabel("Port", { exact: true }).fill(String(graph.port));
    await page.getByLabel("Login").fill("support@example.org");
    await page.getByLabel("Token configuration").selectOption("Support mailbox");
    await page.getByLabel("Folder").fill("INBOX/support");
    await page.getByLabel("Messages", { exact: true }).selectOption("Sent to a webhook");
    await page.getByLabel("Webhook URL").fill(receiver.url);
    await page.getByLabel("Webhook secret").fill(secret);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("heading", { name: "Graph", level: 1 })).toBeVisible();
    await page.getByRole("button", { name: "Check now" }).click();
    const steps = page.getByRole("region", { name: "Check" }).getByRole("listitem");
    await expect(steps.filter({ hasText: "done" })).toHaveCount(4); // token, sign-in, folder, count
    await page.getByRole("button", { name: "Fetch now" }).click();
    await expect.poll(() => receiver.messages.map(({ subject }) => subject)).toEqual(["By Graph"]);
    expect(Buffer.from(receiver.messages[0]?.source ?? "", "base64").toString()).toBe(source);
    expect(graph.folders.messages("Inbox/Support")).toEqual([]);
    expect(graph.requests.filter(({ path }) => path.endsWith("$value"))).toHaveLength(2);
  } finally {
    await graph.close();
    receiver.close();
  }
});

test("a provider's hosts are filled in where nobody has typed others", async () => {
  const api = await Api.of(product);
  const google = { name: "Gmail", template: "google-mail", clientId: "1-a.apps.googleusercontent.com" };
  expect((await api.ask("POST", "/token-configs", { ...google, clientSecret: "GOCSPX-0123456789" })).status).toBe(201);
  await page.goto(`${product.origin}/mail-accounts/new`);
  const host = page.getByLabel("Host", { exact: true });
  await page.getByLabel("Token configuration").selectOption("Gmail");
  await expect(host).toHaveValue("imap.gmail.com");
  await expect(page.getByLabel("SMTP host")).toHaveValue("smtp.gmail.com");
  await expect(page.getByLabel("SMTP port")).toHaveValue("465");
  await page.getByLabel("Type").selectOption("POP3S");
  await expect(host).toHaveValue("pop.gmail.com");
  await page.screenshot({ path: "../test-results/screens/mail-account-filled.png", fullPage: true });
  await host.fill("mail.example.org");
  await page.getByLabel("Type").selectOption("IMAPS");
  await expect(host).toHaveValue("mail.example.org");
});

test("an address leads to the messages that a notification is about", async () => {
  await page.goto(`${product.origin}/messages?state=dead&mailAccount=By%20token`);
  await expect(page.getByLabel("State")).toHaveValue("dead");
  await expect(page.getByText("There is no such message.")).toBeVisible();
  await page.getByRole("link", { name: "Of every mail account" }).click();
  await expect(page).toHaveURL(/\/messages\?state=dead$/);
  await page.getByLabel("State").selectOption("Waiting");
  await expect(page).toHaveURL(/state=waiting/);
});

/** Saves, and waits for the answer: a reload would cut the request off. */
async function saveEdit(): Promise<void> {
  const answered = page.waitForResponse((answer) => answer.request().method() === "PUT");
  await page.getByRole("button", { name: "Save" }).click();
  expect((await answered).status()).toBe(200);
}
