import { median } from "./load.ts";
import { type Benchmark, times, verdictOf } from "./report.ts";
import { Deployment, startBare } from "./servers.ts";

/** From starting the process to its first answer, built, on a database that is there; and what it holds then. */
export const start: Benchmark = async ({ rounds }) => {
  const deployment = new Deployment();
  await (await deployment.host()).stop();
  const ratios: { start: number; memory: number; ms: number; bytes: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const bare = await startBare();
    const [bareMs, bareBytes] = [bare.startMs, bare.residentBytes()];
    await bare.stop();
    const host = await deployment.host();
    const [ms, bytes] = [host.startMs, host.residentBytes()];
    await host.stop();
    ratios.push({ start: ms / bareMs, memory: bytes / bareBytes, ms, bytes });
  }
  const ratio = median(ratios.map(({ start: share }) => share));
  const memory = median(ratios.map(({ memory: share }) => share));
  return [
    {
      path: "start to first answer, built",
      reached: `${times(ratio)} bare (${Math.round(median(ratios.map(({ ms }) => ms)))} ms)`,
      floor: "3 ×",
      good: "2 ×",
      verdict: verdictOf(ratio, { floor: 3, good: 2 }),
      limit: "reading the bundle and opening the database",
    },
    {
      path: "memory after start, built",
      reached: `${times(memory)} bare (${Math.round(median(ratios.map(({ bytes }) => bytes)) / 1024 / 1024)} MiB)`,
      floor: "2 ×",
      good: "1.5 ×",
      verdict: verdictOf(memory, { floor: 2, good: 1.5 }),
      limit: "the bundle's modules",
    },
  ];
};
