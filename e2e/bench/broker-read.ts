import { compare } from "./load.ts";
import { startProvider } from "./provider.ts";
import { type Benchmark, percent, times, verdictOf } from "./report.ts";
import { Deployment, startBare } from "./servers.ts";

/** A program reads a token with its API key: key, configuration, status, unsealing, answer. */
export const brokerRead: Benchmark = async (dose) => {
  const deployment = new Deployment();
  const provider = await startProvider(0);
  const [server, bare] = [await deployment.host(), await startBare()];
  const key = deployment.apiKey();
  await deployment.addTokenConfig(server.origin, key, { name: "Bench", tokenUrl: provider.tokenUrl, keepFresh: true });
  const headers = { authorization: `Bearer ${key}` };
  const {
    rateShare,
    processorRatio,
    ours,
    bare: yardstick,
  } = await compare(
    { server, request: { path: "/api/v1/access-tokens/Bench", headers, status: 200 } },
    { server: bare, request: { path: "/", headers: {}, status: 200 } },
    dose,
  );
  await Promise.all([server.stop(), bare.stop()]);
  provider.close();
  return [
    {
      path: "broker read, whole: processor time",
      reached: `${times(processorRatio)} bare (${Math.round(ours.processorUs)} µs beside ${Math.round(yardstick.processorUs)} µs)`,
      floor: "8 ×",
      good: "5.5 ×",
      verdict: verdictOf(processorRatio, { floor: 8, good: 5.5 }),
      limit: "Hono's routing and the contract's checks; the database is not asked",
    },
    {
      path: "broker read, whole: rate",
      reached: `${percent(rateShare)} of bare (${Math.round(ours.perSecond)}/s)`,
      floor: "12 %",
      good: "20 %",
      verdict: verdictOf(-rateShare, { floor: -0.12, good: -0.2 }),
      limit: "as above",
    },
  ];
};
