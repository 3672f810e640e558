import { join } from "node:path";
import { isWholeProof, noteFigures, type ProofFigure } from "@grantry/testing";
import { createClient } from "@libsql/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Api } from "../support/api.ts";
import { makeCertificate } from "../support/dovecot/certificate.ts";
import { type Dovecot, mailboxPassword, startDovecot } from "../support/dovecot/dovecot.ts";
import { type Product, startProductOn } from "../support/running-product.ts";
import { residentBytes, watchMemory } from "./resident-memory.ts";

const MESSAGES = isWholeProof ? 10_000 : 700; // more than one fetch by hand takes
const QUOTA_KILOBYTES = 100;
/** What fetching may hold beyond the program itself, however much lies on the server. */
const MOST_MEMORY_MIB = 160;
const PATIENCE_MS = 120_000;
const MIB = 1024 * 1024;
const login = (name: string) => `${name}@example.org`;

let product: Product;
let server: Dovecot;
let api: Api;
const figures: ProofFigure[] = [];

beforeAll(async () => {
  const certificate = makeCertificate();
  product = await startProductOn("node", { accessTokenSeconds: 600, trustedAuthority: certificate.authority });
  const { providerOrigin } = product;
  server = await startDovecot({ providerOrigin, mechanisms: ["plain"], certificate, quotaKilobytes: QUOTA_KILOBYTES });
  api = await Api.of(product, ["mail:read", "mail:write"]);
}, 120_000);
afterAll(async () => {
  await product?.stop();
  await server?.kill();
  noteFigures("full-mailbox", figures);
});

test(
  "a folder of many messages, beyond its quota, is fetched wholly in bounded memory by one request and the clock",
  async () => {
    const subjects = await fill("full");
    const atRest = residentBytes(product.processId());
    const memory = watchMemory(product.processId);
    const startedAt = performance.now();
    expect(await fetchNow("full")).toMatchObject({ outcome: "done", found: MESSAGES, stored: 500, more: true });
    await expect.poll(() => server.count(login("full")), { timeout: PATIENCE_MS, interval: 100 }).toBe(0);
    const seconds = (performance.now() - startedAt) / 1_000;
    memory.stop();
    expect((await subjectsOf("full")).sort()).toEqual(subjects);
    const grownMib = (memory.peakBytes() - atRest) / MIB;
    figures.push({
      proof: "A full mailbox",
      done: `${MESSAGES} small messages in a folder of Dovecot that is beyond its quota, IMAPS, an embedded database: one request, then the clock`,
      seen: `all stored and gone from the server in ${seconds.toFixed(1)} s (${Math.round(MESSAGES / seconds)}/s); at most ${Math.round(memory.peakBytes() / MIB)} MiB resident, ${Math.round(atRest / MIB)} MiB at rest`,
    });
    expect(grownMib).toBeLessThan(MOST_MEMORY_MIB);
  },
  4 * PATIENCE_MS,
);

test(
  "fetches go on where they stopped: the mail server killed, the host killed, the host stopped in between",
  async () => {
    const subjects = await fill("disturbed");
    const disturbances = [
      async () => {
        await server.kill();
        await server.start();
      },
      async () => {
        process.kill(product.processId(), "SIGKILL");
        await product.stop();
        await product.start();
        await letLeasesEnd();
      },
      async () => {
        await product.stop();
        await product.start();
      },
    ];
    for (const [index, disturb] of disturbances.entries()) {
      const enough = Math.floor((MESSAGES * (index + 1)) / (disturbances.length + 1));
      const fetching = fetchNow("disturbed").catch(() => undefined); // who is killed answers nothing
      await expect.poll(() => storedOf("disturbed"), { timeout: PATIENCE_MS, interval: 20 }).toBeGreaterThan(enough);
      await disturb();
      await fetching;
    }
    await expect
      .poll(
        async () => {
          await fetchNow("disturbed");
          return server.count(login("disturbed"));
        },
        { timeout: PATIENCE_MS, interval: 100 },
      )
      .toBe(0);
    const arrived = (await subjectsOf("disturbed")).sort();
    expect(arrived).toEqual(subjects);
    figures.push({
      proof: "Fetches that are interrupted",
      done: `${MESSAGES} messages; on the way the mail server killed, the host killed, the host stopped`,
      seen: `${arrived.length} stored, none lost, none twice`,
    });
  },
  4 * PATIENCE_MS,
);

/** Fills a mailbox, and adds the account for it. Gives the subjects in order. */
async function fill(name: string): Promise<string[]> {
  const subjects = Array.from({ length: MESSAGES }, (_, index) => `${name} ${String(index).padStart(5, "0")}`);
  server.deliver(login(name), subjects.map(mail));
  await new Promise((resolve) => setTimeout(resolve, 50)); // connections that ended while that held everything up
  const account = { name, type: "IMAPS", host: "localhost", port: server.ports.imaps, login: login(name) };
  const answer = await api.ask("POST", "/mail-accounts", { ...account, password: mailboxPassword });
  expect(answer.status, await answer.text()).toBe(201);
  return subjects;
}

const mail = (subject: string) =>
  `Message-ID: <${subject.replaceAll(" ", ".")}@example.org>\r\nFrom: A <a@example.org>\r\nSubject: ${subject}\r\n\r\n${"A line of text.\r\n".repeat(20)}`;

async function fetchNow(name: string) {
  return (await api.ask("POST", `/mail-accounts/${name}/fetches`)).json();
}

async function pageOf(name: string, page: number, pageSize: number) {
  const query = new URLSearchParams({ mailAccount: name, page: String(page), pageSize: String(pageSize) });
  return (await api.ask("GET", `/messages?${query}`)).json();
}

const storedOf = async (name: string): Promise<number> => (await pageOf(name, 1, 1)).total;

async function subjectsOf(name: string): Promise<string[]> {
  const subjects: string[] = [];
  for (let page = 1; ; page += 1) {
    const { items } = await pageOf(name, page, 200);
    subjects.push(...items.map(({ subject }: { subject: string }) => subject));
    if (items.length < 200) return subjects;
  }
}

/** For the product the same as time going by. */
async function letLeasesEnd(): Promise<void> {
  const database = createClient({ url: `file:${join(product.folder, "data", "grantry.db")}`, timeout: 5_000 });
  await database.execute("UPDATE mail_accounts SET lease_until = 1 WHERE lease_until IS NOT NULL");
  database.close();
}
