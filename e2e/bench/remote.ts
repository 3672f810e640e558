import { setTimeout as wait } from "node:timers/promises";
import { startProvider } from "./provider.ts";
import { type Benchmark, verdictOf } from "./report.ts";
import { Deployment, startFarAway } from "./servers.ts";

/** What is remembered of a remote database lives two seconds. */
const FORGOTTEN_MS = 2_100;

const LIFETIME_SECONDS = 4;

interface Asked {
  readonly trips: number;
  readonly ms: number;
}

/** The best of three: at times the host's own clock asks meanwhile. */
async function fewest(ask: () => Promise<Asked>): Promise<Asked> {
  const tries = [await ask(), await ask(), await ask()];
  return tries.toSorted((a, b) => a.trips - b.trips)[0] ?? ask();
}

/** A remote database, 30 ms away: how often is it asked? */
export const remote: Benchmark = async () => {
  const farAway = await startFarAway();
  const trips = async () => Number(await (await fetch(`${farAway.origin}/trips`)).text());
  const provider = await startProvider(0);
  const deployment = new Deployment({ GRANTRY_DATABASE_URL: farAway.origin });
  const server = await deployment.host();
  const key = deployment.apiKey();
  await deployment.addTokenConfig(server.origin, key, { name: "Bench", tokenUrl: provider.tokenUrl, keepFresh: false });
  const ask = async (): Promise<Asked> => {
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
  provider.setLifetime(LIFETIME_SECONDS);
  await ask();
  const renewed = await fewest(async () => {
    await wait(LIFETIME_SECONDS * 1000 + 100);
    return ask(); // expired: read, then renewed
  });
  provider.setLifetime(3600);
  await wait(LIFETIME_SECONDS * 1000 + 100);
  await ask();
  const plain = await fewest(async () => {
    await wait(FORGOTTEN_MS);
    return ask();
  });
  const again = await fewest(ask);
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
      limit: "settings, key and token are read together",
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
