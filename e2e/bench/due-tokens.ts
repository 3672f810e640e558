import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { latencies, percentile } from "./load.ts";
import { fill, read, write } from "./many-configs.ts";
import { startProvider } from "./provider.ts";
import { type Benchmark, times, verdictOf } from "./report.ts";
import { Deployment } from "./servers.ts";

const ENDPOINTS = 10;
const PROVIDER_MS = 20;

/** All are due at once, at ten endpoints of which one never answers: how long until the other nine are through? */
export const dueTokens: Benchmark = async ({ rounds }) => {
  const count = rounds > 1 ? 10_000 : 500;
  const providers = await Promise.all(Array.from({ length: ENDPOINTS - 1 }, () => startProvider(PROVIDER_MS)));
  const silent = createServer(() => undefined).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const silentUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/token`;
  const urls = providers.map(({ tokenUrl }) => tokenUrl);
  const nine = await untilThrough((count / ENDPOINTS) * (ENDPOINTS - 1), urls, silentUrl);
  const ten = await untilThrough(count, [...urls, silentUrl], silentUrl);
  for (const provider of providers) provider.close();
  silent.closeAllConnections();
  silent.close();
  const ratio = ten.seconds / nine.seconds;
  return [
    {
      path: `${count} due tokens over ten endpoints, one of which never answers: until the nine are through`,
      reached: `${times(ratio)} the time without the tenth (${ten.seconds.toFixed(1)} s beside ${nine.seconds.toFixed(1)} s, ${Math.round(((count / ENDPOINTS) * (ENDPOINTS - 1)) / ten.seconds)}/s)`,
      floor: "1.2 ×",
      good: "1.1 ×",
      verdict: verdictOf(ratio, { floor: 1.2, good: 1.1 }),
      limit: "the processor, which the broker's reader uses too; the endpoint that hangs has places of its own",
    },
    {
      path: "broker p99 while all this runs",
      reached: `${ten.brokerP99.toFixed(1)} ms (${ten.restP99.toFixed(1)} ms at rest)`,
      floor: "50 ms",
      good: "20 ms",
      verdict: verdictOf(ten.brokerP99, { floor: 50, good: 20 }),
      limit: "one process: a read waits for the write before it",
    },
  ];
};

async function untilThrough(
  count: number,
  tokenUrls: readonly string[],
  silentUrl: string,
): Promise<{ seconds: number; brokerP99: number; restP99: number }> {
  const deployment = new Deployment();
  const server = await deployment.host();
  const key = deployment.apiKey();
  await fill(server.origin, key, count, tokenUrls);
  const [own] = tokenUrls;
  if (own) await deployment.addTokenConfig(server.origin, key, { name: "Bench", tokenUrl: own, keepFresh: true });
  const broker = [{ path: "/api/v1/access-tokens/Bench", headers: { authorization: `Bearer ${key}` }, status: 200 }];
  const restP99 = percentile(await latencies(server, broker, 1_000), 0.99);
  write(
    deployment,
    "UPDATE tokens SET access_obtained_at = 1, access_expires_at = 2, due_at = 1 WHERE access_obtained_at IS NULL",
  );
  const left = `SELECT count(*) FROM tokens t JOIN token_configs c ON c.id = t.config_id
    JOIN app_registrations r ON r.id = c.app_registration_id
    WHERE t.access_obtained_at = 1 AND r.token_origin <> '${new URL(silentUrl).origin}'`;
  const began = performance.now();
  const taken: number[] = [];
  while (read(deployment, left) > 0) taken.push(...(await latencies(server, broker, 250)));
  const seconds = (performance.now() - began) / 1000;
  await server.stop();
  return { seconds, brokerP99: percentile(taken, 0.99), restP99 };
}
