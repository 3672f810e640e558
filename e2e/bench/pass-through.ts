import { median } from "./load.ts";
import { startProvider } from "./provider.ts";
import { type Benchmark, type Figure, times, verdictOf } from "./report.ts";
import { Deployment, type Measured, startBareProxy } from "./servers.ts";
import { startStreamService } from "./stream-service.ts";
import { type Direction, GIGABYTE, MEGABYTE, type Transfer, transfer } from "./transfer.ts";

const ROUNDS = 3;
/** Before it is measured: code is compiled, and what pieces on their way take is taken. */
const WARM_ROUNDS = 3;

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
  const idle = { ours: server.residentBytes(), bare: bare.residentBytes() };
  for (const direction of ["up", "down"] as const) {
    const [warm, ours, yardstick]: [Transfer[], Transfer[], Transfer[]] = [[], [], []];
    for (let round = 0; round < WARM_ROUNDS; round += 1) {
      await transfer(ways.bare, direction, bytes / 16);
      warm.push(await transfer(ways.ours, direction, bytes / 16));
    }
    for (let round = 0; round < (isWhole ? ROUNDS : 1); round += 1) {
      yardstick.push(await transfer(ways.bare, direction, bytes));
      ours.push(await transfer(ways.ours, direction, bytes));
    }
    figures.push(...figuresOf(direction, { warm, ours, yardstick, bytes, idle }));
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

function figuresOf(
  direction: Direction,
  measured: {
    warm: readonly Transfer[];
    ours: readonly Transfer[];
    yardstick: readonly Transfer[];
    bytes: number;
    idle: { ours: number; bare: number };
  },
): Figure[] {
  const { warm, ours, yardstick, bytes, idle } = measured;
  const megabytes = bytes / MEGABYTE;
  const size = bytes === GIGABYTE ? "1 GB" : `${megabytes} MB`;
  const pairs = ours.map((one, round) => ({ one, beside: yardstick[round] ?? one }));
  const ratio = median(pairs.map(({ one, beside }) => one.processorMs / beside.processorMs));
  const rate = (transfers: readonly Transfer[]) =>
    Math.round(median(transfers.map(({ seconds }) => megabytes / seconds)));
  const above = (bytesBefore: number, transfers: readonly Transfer[]) =>
    Math.round((Math.max(...transfers.map(({ mostBytes }) => mostBytes)) - bytesBefore) / MEGABYTE);
  const [small, large, bareLarge] = [above(idle.ours, warm), above(idle.ours, ours), above(idle.bare, yardstick)];
  const memory = { floor: 64, good: 32 };
  return [
    {
      path: `${size} passed through, ${direction}: processor time`,
      reached: `${times(ratio)} a bare proxy's (${rate(ours)} MB/s beside ${rate(yardstick)} MB/s)`,
      floor: "3 ×",
      good: "2 ×",
      verdict: verdictOf(ratio, { floor: 3, good: 2 }),
      limit: "web streams: each piece goes through two of them, watched for the debug log",
    },
    {
      path: `${size} passed through, ${direction}: memory beyond what ${megabytes / 16} MB take`,
      reached: `${Math.max(0, large - small)} MB (${large} MB above idle, as against ${small} MB; bare proxy ${bareLarge} MB)`,
      floor: `${memory.floor} MB`,
      good: `${memory.good} MB`,
      verdict: verdictOf(large - small, memory),
      limit: "pieces that are not collected yet; how long the body is does not count",
    },
  ];
}
