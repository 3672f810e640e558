import { Pool } from "undici";
import { median } from "./load.ts";
import { startProvider } from "./provider.ts";
import { type Benchmark, type Figure, times, verdictOf } from "./report.ts";
import { Deployment, type Measured, startBareProxy } from "./servers.ts";
import { bytesOf, startStreamService } from "./stream-service.ts";

const GIGABYTE = 1024 ** 3;
const MEGABYTE = 1024 ** 2;
const ROUNDS = 3;

/** What one transfer cost the server in between. */
interface Transfer {
  readonly processorMs: number;
  readonly seconds: number;
  /** What it held at most, looked at every 20 ms. */
  readonly mostBytes: number;
}
type Direction = "up" | "down";

/** A gigabyte through `/web-services/{name}/proxy`, up and down, beside a bare proxy in the same run. */
export const passThrough: Benchmark = async ({ rounds }) => {
  const isWhole = rounds > 1;
  const bytes = isWhole ? GIGABYTE : 16 * MEGABYTE;
  const service = await startStreamService();
  const deployment = new Deployment();
  const provider = await startProvider(0);
  const [server, bare] = [await deployment.host(), await startBareProxy(service.url)];
  const key = await addService(deployment, server, { serviceUrl: service.url, tokenUrl: provider.tokenUrl });
  const ways = {
    ours: { server, path: "/api/v1/web-services/Big/proxy", headers: { authorization: `Bearer ${key}` } },
    bare: { server: bare, path: "/through", headers: {} },
  };
  const figures: Figure[] = [];
  const before = { ours: server.residentBytes(), bare: bare.residentBytes() };
  for (const direction of ["up", "down"] as const) {
    const [ours, yardstick]: [Transfer[], Transfer[]] = [[], []];
    await transfer(ways.ours, direction, bytes / 16); // warm
    await transfer(ways.bare, direction, bytes / 16);
    for (let round = 0; round < (isWhole ? ROUNDS : 1); round += 1) {
      yardstick.push(await transfer(ways.bare, direction, bytes));
      ours.push(await transfer(ways.ours, direction, bytes));
    }
    figures.push(...figuresOf(direction, { ours, yardstick, bytes, before }));
  }
  await Promise.all([server.stop(), bare.stop()]);
  provider.close();
  service.close();
  return figures;
};

async function addService(
  deployment: Deployment,
  server: Measured,
  { serviceUrl, tokenUrl }: { serviceUrl: string; tokenUrl: string },
): Promise<string> {
  const scopes = "tokens:read,token-configs:write,web-services:write,web-services:run";
  const key = deployment.console("api-key", "create", "bench", "--scope", scopes);
  await deployment.addTokenConfig(server.origin, key, { name: "Bench", tokenUrl, keepFresh: true });
  const answer = await fetch(`${server.origin}/api/v1/web-services`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({
      name: "Big",
      type: "rest",
      endpoint: serviceUrl,
      authentication: { type: "token-config", tokenConfig: "Bench" },
    }),
  });
  if (answer.status !== 201) throw new Error(await answer.text());
  return key;
}

interface Way {
  readonly server: Measured;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends so many bytes one way, and looks at the server meanwhile. @throws Error when not all arrived */
async function transfer({ server, path, headers }: Way, direction: Direction, bytes: number): Promise<Transfer> {
  const pool = new Pool(server.origin, { connections: 1, bodyTimeout: 0, headersTimeout: 0 });
  let most = 0;
  const looking = setInterval(() => {
    most = Math.max(most, server.residentBytes());
  }, 20);
  const [processor, began] = [server.processorMs(), performance.now()];
  const arrived =
    direction === "up"
      ? await uploaded(pool, { path: `${path}/up`, headers }, bytes)
      : await downloaded(pool, { path: `${path}/${bytes}`, headers });
  clearInterval(looking);
  await pool.close();
  if (arrived !== bytes) throw new Error(`${arrived} of ${bytes} bytes arrived`);
  return {
    processorMs: server.processorMs() - processor,
    seconds: (performance.now() - began) / 1000,
    mostBytes: most,
  };
}

type Asked = Pick<Way, "path" | "headers">;

async function uploaded(pool: Pool, asked: Asked, bytes: number): Promise<number> {
  const { body } = await pool.request({ ...asked, method: "POST", body: bytesOf(bytes) });
  return Number(await body.text());
}

async function downloaded(pool: Pool, asked: Asked): Promise<number> {
  const { body } = await pool.request({ ...asked, method: "GET" });
  let arrived = 0;
  for await (const part of body) arrived += (part as Buffer).length;
  return arrived;
}

function figuresOf(
  direction: Direction,
  {
    ours,
    yardstick,
    bytes,
    before,
  }: { ours: Transfer[]; yardstick: Transfer[]; bytes: number; before: { ours: number; bare: number } },
): Figure[] {
  const size = bytes === GIGABYTE ? "1 GB" : `${bytes / MEGABYTE} MB`;
  const pairs = ours.map((one, round) => ({ one, beside: yardstick[round] ?? one }));
  const ratio = median(pairs.map(({ one, beside }) => one.processorMs / beside.processorMs));
  const rate = (transfers: readonly Transfer[]) => median(transfers.map(({ seconds }) => bytes / MEGABYTE / seconds));
  const grownSince = (bytesBefore: number, transfers: readonly Transfer[]) =>
    (Math.max(...transfers.map(({ mostBytes }) => mostBytes)) - bytesBefore) / MEGABYTE;
  const [grown, bareGrown] = [grownSince(before.ours, ours), grownSince(before.bare, yardstick)];
  const memory = { floor: 96, good: 64 };
  return [
    {
      path: `${size} passed through, ${direction}: processor time`,
      reached: `${times(ratio)} a bare proxy's (${Math.round(rate(ours))} MB/s beside ${Math.round(rate(yardstick))} MB/s)`,
      floor: "3 ×",
      good: "2 ×",
      verdict: verdictOf(ratio, { floor: 3, good: 2 }),
      limit: "web streams: each piece goes through two of them, watched for the debug log",
    },
    {
      path: `${size} passed through, ${direction}: memory grown at most`,
      reached: `${Math.round(grown)} MB (bare proxy ${Math.round(bareGrown)} MB)`,
      floor: `${memory.floor} MB`,
      good: `${memory.good} MB`,
      verdict: verdictOf(grown, memory),
      limit: "pieces on their way, until they are collected; the size of the body does not count",
    },
  ];
}
