import { Pool } from "undici";
import { compare, median } from "./load.ts";
import { startProvider } from "./provider.ts";
import { type Benchmark, percent, processorEach, verdictOf } from "./report.ts";
import { Deployment, type Measured, signIn, startHono } from "./servers.ts";

const AT_ONCE = 16;

/** Browsers come back with a code: state, cookie, exchange with a provider that answers at once, save, page. */
export const redirect: Benchmark = async ({ rounds, ms }) => {
  const deployment = new Deployment();
  const provider = await startProvider(0);
  const [server, hono] = [await deployment.host(), await startHono()];
  const cookie = await signIn(server.origin);
  const headers = { cookie, origin: server.origin, "content-type": "application/json" };
  const created = await fetch(`${server.origin}/api/v1/token-configs`, {
    method: "POST",
    headers,
    body: JSON.stringify({
      name: "Bench",
      template: "custom",
      clientId: "bench",
      clientSecret: "s3cret",
      scope: "mail",
      authorizationUrl: new URL("/authorize", provider.tokenUrl).href,
      tokenUrl: provider.tokenUrl,
      refreshUrl: provider.tokenUrl,
    }),
  });
  if (created.status !== 201) throw new Error(await created.text());
  const atOnce = Math.max(AT_ONCE, Math.round(ms / 5));
  await comeBack(server, await startedAuthorizations(server, headers, atOnce)); // warm
  const rates: number[] = [];
  let [processorMs, count] = [0, 0];
  for (let round = 0; round < rounds; round += 1) {
    const returns = await startedAuthorizations(server, headers, atOnce);
    const before = server.processorMs();
    rates.push(await comeBack(server, returns));
    processorMs += server.processorMs() - before;
    count += returns.length;
  }
  const request = { path: "/", headers: {}, status: 200 };
  const { ours } = await compare({ server: hono, request }, { server: hono, request }, { rounds, ms });
  await Promise.all([server.stop(), hono.stop()]);
  provider.close();
  const share = median(rates) / ours.perSecond;
  return [
    {
      path: "redirect with code exchange",
      reached: `${percent(share)} of Hono 1 kB's rate (${Math.round(median(rates))}/s; ${processorEach(processorMs, count)})`,
      floor: "2.5 %",
      good: "5 %",
      verdict: verdictOf(-share, { floor: -0.025, good: -0.05 }),
      limit: "the processor: two durable writes, committed in groups, and a request to the provider",
    },
  ];
};

interface Return {
  readonly path: string;
  readonly cookie: string;
}

async function startedAuthorizations(
  { origin }: Measured,
  headers: Record<string, string>,
  count: number,
): Promise<Return[]> {
  const returns: Return[] = [];
  for (let n = 0; n < count; n += 1) {
    const answer = await fetch(`${origin}/api/v1/token-configs/Bench/authorizations`, { method: "POST", headers });
    if (answer.status !== 201) throw new Error(await answer.text());
    const { authorizationUrl } = (await answer.json()) as { authorizationUrl: string };
    const asked = new URL(authorizationUrl).searchParams;
    const redirectUri = new URL(asked.get("redirect_uri") ?? "");
    const query = new URLSearchParams({ code: `code-${n}`, state: asked.get("state") ?? "" });
    const [binding = ""] = answer.headers.getSetCookie();
    returns.push({ path: `${redirectUri.pathname}?${query}`, cookie: binding.split(";")[0] ?? "" });
  }
  return returns;
}

async function comeBack({ origin }: Measured, returns: Return[]): Promise<number> {
  const pool = new Pool(origin, { connections: AT_ONCE, pipelining: 1 });
  const waiting = [...returns];
  const began = performance.now();
  const browser = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { statusCode, body } = await pool.request({
        method: "GET",
        path: next.path,
        headers: { cookie: next.cookie },
      });
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`${statusCode} ${text.slice(0, 300)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, browser));
  await pool.close();
  return returns.length / ((performance.now() - began) / 1000);
}
