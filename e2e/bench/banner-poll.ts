import { compare } from "./load.ts";
import { type Benchmark, percent, times, verdictOf } from "./report.ts";
import { Deployment, signIn, startBare } from "./servers.ts";

/** A screen asks whether the banner changed; it did not. */
export const bannerPoll: Benchmark = async (dose) => {
  const deployment = new Deployment();
  const [server, bare] = [await deployment.host(), await startBare()];
  const cookie = await signIn(server.origin);
  const first = await fetch(`${server.origin}/api/v1/notifications`, { headers: { cookie, "accept-language": "en" } });
  const headers = { cookie, "accept-language": "en", "if-none-match": first.headers.get("etag") ?? "" };
  const {
    rateShare,
    processorRatio,
    ours,
    bare: yardstick,
  } = await compare(
    { server, request: { path: "/api/v1/notifications", headers, status: 304 } },
    { server: bare, request: { path: "/", headers: { "if-none-match": '"1"' }, status: 304 } },
    dose,
  );
  await Promise.all([server.stop(), bare.stop()]);
  return [
    {
      path: "banner poll with session, 304: processor time",
      reached: `${times(processorRatio)} bare 304 (${Math.round(ours.processorUs)} µs beside ${Math.round(yardstick.processorUs)} µs)`,
      floor: "4 ×",
      good: "2.2 ×",
      verdict: verdictOf(processorRatio, { floor: 4, good: 2.2 }),
      limit: "Hono's routing and the contract's checks; the database is not asked",
    },
    {
      path: "banner poll with session, 304: rate",
      reached: `${percent(rateShare)} of bare 304 (${Math.round(ours.perSecond)}/s)`,
      floor: "25 %",
      good: "38 %",
      verdict: verdictOf(-rateShare, { floor: -0.25, good: -0.38 }),
      limit: "as above",
    },
  ];
};
