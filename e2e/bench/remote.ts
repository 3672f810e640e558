import { setTimeout as wait } from "node:timers/promises";
import { startProvider } from "./provider.ts";
import { type Benchmark, verdictOf } from "./report.ts";
import { Deployment, startFarAway } from "./servers.ts";

/** What is remembered of a remote database lives two seconds. */
const FORGOTTEN_MS = 2_100;

/** A remote database, 30 ms away: how often is it asked? */
export const remote: Benchmark = async () => {
  const farAway = await startFarAway();
  const trips = async () => Number(await (await fetch(`${farAway.origin}/trips`)).text());
  const provider = await startProvider(0);
  const deployment = new Deployment({ GRANTRY_DATABASE_URL: farAway.origin });
  const server = await deployment.host();
  const key = deployment.apiKey();
  await deployment.addTokenConfig(server.origin, key, { name: "Bench", tokenUrl: provider.tokenUrl, keepFresh: false });
  const ask = async (): Promise<{ trips: number; ms: number }> => {
    const before = await trips();
    const began = performance.now();
    const answer = await fetch(`${server.origin}/api/v1/access-tokens/Bench`, {
      headers: { authorization: `Bearer ${key}` },
    });
    if (answer.status !== 200) throw new Error(await answer.text());
    await answer.arrayBuffer();
    const ms = performance.now() - began;
    return { trips: (await trips()) - before, ms };
  };
  provider.setLifetime(4);
  await ask();
  await wait(4_100);
  const renewed = await ask(); // expired: read, then renewed
  provider.setLifetime(3600);
  await wait(4_100);
  await ask();
  await wait(FORGOTTEN_MS);
  const plain = await ask();
  const again = await ask();
  await server.stop();
  provider.close();
  await farAway.stop();
  const refresh = renewed.trips - plain.trips;
  return [
    {
      path: "remote database, 30 ms a round trip: broker read, nothing remembered",
      reached: `${plain.trips} round trips (${Math.round(plain.ms)} ms); remembered ${again.trips} (${Math.round(again.ms)} ms)`,
      floor: "1 round trip",
      good: "1 round trip",
      verdict: verdictOf(plain.trips, { floor: 1, good: 1 }),
      limit: "the key is looked up before the token: what a key may not see is not read",
    },
    {
      path: "remote database: what a refresh adds to a read",
      reached: `${refresh} round trips`,
      floor: "3 round trips",
      good: "3 round trips",
      verdict: verdictOf(refresh, { floor: 3, good: 3 }),
      limit: "lease, document and secrets, save",
    },
  ];
};
