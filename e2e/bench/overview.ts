import { compare, latencies, median, percentile, type Request } from "./load.ts";
import { fill, giveTokens, MANY } from "./many-configs.ts";
import { startProvider } from "./provider.ts";
import { type Benchmark, times, verdictOf } from "./report.ts";
import { Deployment, type Measured, signIn, startHono } from "./servers.ts";

const views = [
  "sort=name",
  "sort=-name&page=150",
  "sort=status",
  "sort=expires",
  "sort=-updated",
  "status=needs-you",
  "status=failing",
  "status=healthy&page=20",
  "status=not-in-use&sort=updated",
];
const searches = ["box777@", "support 99", "müller vertrieb 1", "5432", "nord 77", "box12", "example.org"];

/** The overview and its search with 10,000 configurations, one request after the other; then a program reads beside. */
export const overview: Benchmark = async ({ rounds, ms }) => {
  const deployment = new Deployment();
  const [server, hono] = [await deployment.host(), await startHono()];
  const key = deployment.apiKey();
  await fill(server.origin, key, MANY, ["https://login.microsoftonline.com/contoso/oauth2/v2.0/token"]);
  giveTokens(deployment);
  const provider = await startProvider(0);
  await deployment.addTokenConfig(server.origin, key, { name: "Bench", tokenUrl: provider.tokenUrl, keepFresh: true });
  const cookie = await signIn(server.origin);
  const get = (query: string): Request => ({
    path: `/api/v1/token-configs?${query}`,
    headers: { cookie },
    status: 200,
  });
  const pages = views.map(get);
  const found = searches.map((q) => get(`q=${encodeURIComponent(q)}`));
  const p95 = async (measured: Measured, requests: readonly Request[]) =>
    percentile(await latencies(measured, requests, ms), 0.95);
  const yardstick = [{ path: "/", headers: {}, status: 200 }];
  await p95(server, [...pages, ...found]); // warm
  await p95(hono, yardstick);
  const seen: { page: number; search: number; hono: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    seen.push({ hono: await p95(hono, yardstick), page: await p95(server, pages), search: await p95(server, found) });
  }
  const ratio = median(seen.map(({ hono: beside, page }) => page / beside));
  const page = median(seen.map(({ page: mine }) => mine));
  const search = median(seen.map(({ search: mine }) => mine));
  const processor = await compare(
    { server, request: get("sort=name") },
    { server: hono, request: { path: "/", headers: {}, status: 200 } },
    { rounds, ms },
  );
  const beside = await brokerBesideSearch(server, { key, searches: found, rounds, ms });
  await Promise.all([server.stop(), hono.stop()]);
  provider.close();
  return [
    {
      path: "overview page of 10,000, any sort and filter: p95",
      reached: `${times(ratio)} Hono 1 kB's (${page.toFixed(1)} ms); processor ${times(processor.processorRatio)} (${Math.round(processor.ours.processorUs)} µs)`,
      floor: "10 ×",
      good: "6 ×",
      verdict: verdictOf(ratio, { floor: 10, good: 6 }),
      limit: "SQLite writes 50 rows as JSON; deep pages walk an index up to there",
    },
    {
      path: "search in 10,000: p95, from request to answer",
      reached: `${search.toFixed(1)} ms`,
      floor: "3 ms",
      good: "1 ms",
      verdict: verdictOf(search, { floor: 3, good: 1 }),
      limit: "the texts of all are looked through twice, for the page and for the counts: a millisecond",
    },
    {
      path: "broker p99 while someone searches",
      reached: `${times(beside)} without`,
      floor: "2 ×",
      good: "2 ×",
      verdict: verdictOf(beside, { floor: 2, good: 2 }),
      limit: "a search holds the process for as long as it takes",
    },
  ];
};

/** A person who types quickly: five searches a second. */
const SEARCH_EVERY_MS = 200;

async function brokerBesideSearch(
  server: Measured,
  given: { key: string; searches: readonly Request[]; rounds: number; ms: number },
): Promise<number> {
  const headers = { authorization: `Bearer ${given.key}` };
  const read: Request = { path: "/api/v1/access-tokens/Bench", headers, status: 200 };
  const p99 = async () => percentile(await latencies(server, [read], given.ms), 0.99);
  const ratios: number[] = [];
  for (let round = 0; round < given.rounds; round += 1) {
    const alone = await p99();
    let n = 0;
    const typing = setInterval(() => {
      const search = given.searches[n++ % given.searches.length];
      if (search) void fetch(`${server.origin}${search.path}`, { headers: search.headers }).then((one) => one.text());
    }, SEARCH_EVERY_MS);
    ratios.push((await p99()) / alone);
    clearInterval(typing);
  }
  return median(ratios);
}
