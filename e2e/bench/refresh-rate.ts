import { median } from "./load.ts";
import { fill, write } from "./many-configs.ts";
import { startProvider } from "./provider.ts";
import { type Benchmark, type Figure, percent, processorEach, verdictOf } from "./report.ts";
import { Deployment } from "./servers.ts";

const PROVIDER_MS = 100;

/** Grants are renewed one after the other by so many callers at once, at a provider that takes 100 ms. */
export const refreshRate: Benchmark = async ({ rounds, ms }) => {
  const deployment = new Deployment();
  const provider = await startProvider(PROVIDER_MS);
  const server = await deployment.host();
  const key = deployment.apiKey();
  await fill(server.origin, key, 200, [provider.tokenUrl]);
  write(deployment, "UPDATE token_configs SET keep_fresh = 0");
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const names = await namesOf(server.origin, headers);
  const figures: Figure[] = [];
  for (const inFlight of [8, 32]) {
    const shares: number[] = [];
    const processorBefore = server.processorMs();
    let all = 0;
    for (let round = 0; round < rounds; round += 1) {
      let done = 0;
      const began = performance.now();
      const caller = async (first: number): Promise<void> => {
        for (let n = first; performance.now() - began < ms * 2; n += inFlight) {
          const answer = await fetch(
            `${server.origin}/api/v1/token-configs/${names[n % names.length]}/token-requests`,
            {
              method: "POST",
              headers,
              body: JSON.stringify({ grant: "client_credentials" }),
            },
          );
          if (answer.status !== 200) throw new Error(await answer.text());
          await answer.arrayBuffer();
          done += 1;
        }
      };
      await Promise.all(Array.from({ length: inFlight }, (_, n) => caller(n)));
      all += done;
      shares.push((done * 1000) / (performance.now() - began) / (inFlight * (1000 / PROVIDER_MS)));
    }
    const share = median(shares);
    figures.push({
      path: `refresh, provider takes ${PROVIDER_MS} ms, ${inFlight} in flight`,
      reached: `${percent(share)} of ${inFlight * 10}/s; ${processorEach(server.processorMs() - processorBefore, all)}`,
      floor: "80 %",
      good: "90 %",
      verdict: verdictOf(-share, { floor: -0.8, good: -0.9 }),
      limit: "the processor: those who ask together are answered together; lease and saving are committed in groups",
    });
  }
  await server.stop();
  provider.close();
  return figures;
};

async function namesOf(origin: string, headers: Record<string, string>): Promise<string[]> {
  const answer = await fetch(`${origin}/api/v1/token-configs?pageSize=200`, { headers });
  const { items } = (await answer.json()) as { items: { id: string }[] };
  return items.map(({ id }) => id);
}
