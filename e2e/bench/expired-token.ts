import { median } from "./load.ts";
import { startProvider } from "./provider.ts";
import { type Benchmark, type Figure, verdictOf } from "./report.ts";
import { Deployment, type Measured } from "./servers.ts";

const READERS = 64;
const PROVIDER_MS = 100;
const LIFETIME_SECONDS = 2;

/** 64 programs read the same expired token at once, from one host and from two. */
export const expiredToken: Benchmark = async ({ rounds }) => {
  const deployment = new Deployment();
  const provider = await startProvider(PROVIDER_MS);
  const hosts = [await deployment.host(), await deployment.host()];
  const [first] = hosts;
  const key = deployment.apiKey();
  if (first) {
    const config = { name: "Bench", tokenUrl: provider.tokenUrl, keepFresh: false };
    await deployment.addTokenConfig(first.origin, key, config);
  }
  provider.setLifetime(LIFETIME_SECONDS);
  const figures: Figure[] = [];
  for (const used of [hosts.slice(0, 1), hosts]) {
    const seen: Round[] = [];
    for (let round = 0; round < rounds; round += 1) seen.push(await readExpired(used, key, provider.requests));
    const beyond = median(seen.map(({ lastMs }) => lastMs - PROVIDER_MS));
    const once = seen.every(({ requests }) => requests === 1);
    figures.push({
      path: `${READERS} readers of an expired token, ${used.length === 1 ? "one process" : "two processes"}`,
      reached: `${seen.map(({ requests }) => requests).join(", ")} token requests in ${rounds} rounds, all answers good; the last ${Math.round(beyond)} ms after the provider`,
      floor: "1 request a round",
      good: "last ≤ 100 ms after the provider",
      verdict: once ? verdictOf(beyond, { floor: Number.POSITIVE_INFINITY, good: 100 }) : "below",
      limit: used.length === 1 ? "64 answers on one core" : "the other process looks again in growing steps",
    });
  }
  await Promise.all(hosts.map((host) => host.stop()));
  provider.close();
  return figures;
};

interface Round {
  readonly requests: number;
  readonly lastMs: number;
}

async function readExpired(hosts: readonly Measured[], key: string, counted: () => number): Promise<Round> {
  const ask = async (host: Measured | undefined): Promise<number> => {
    const answer = await fetch(`${host?.origin}/api/v1/access-tokens/Bench`, {
      headers: { authorization: `Bearer ${key}` },
    });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${answer.status} ${text}`);
    return performance.now();
  };
  await ask(hosts[0]);
  await new Promise((resolve) => setTimeout(resolve, LIFETIME_SECONDS * 1000 + 50));
  const before = counted();
  const began = performance.now();
  const ended = await Promise.all(Array.from({ length: READERS }, (_, n) => ask(hosts[n % hosts.length])));
  return { requests: counted() - before, lastMs: Math.max(...ended) - began };
}
