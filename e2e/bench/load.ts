import { Pool } from "undici";
import type { Measured } from "./servers.ts";

const CONNECTIONS = 16;

/** What a server did under load. */
export interface Load {
  readonly perSecond: number;
  /** Processor time of the server for one request, µs. */
  readonly processorUs: number;
}

export interface Request {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
}

/** Asks the same again and again on sixteen kept connections. @throws Error at the first answer of another status */
async function load(server: Measured, request: Request, ms: number): Promise<Load> {
  const pool = new Pool(server.origin, { connections: CONNECTIONS, pipelining: 1 });
  let answered = 0;
  const until = performance.now() + ms;
  const began = performance.now();
  const processor = server.processorMs();
  const ask = async (): Promise<void> => {
    while (performance.now() < until) {
      const { statusCode, body } = await pool.request({ method: "GET", path: request.path, headers: request.headers });
      const text = await body.text();
      if (statusCode !== request.status) throw new Error(`${request.path} → ${statusCode} ${text.slice(0, 200)}`);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, ask));
  const seconds = (performance.now() - began) / 1000;
  const processorUs = ((server.processorMs() - processor) * 1000) / answered;
  await pool.close();
  return { perSecond: answered / seconds, processorUs };
}

/** Measures a server beside the yardstick, turn by turn, and gives medians: rates on shared machines swing. */
export async function compare(
  product: { server: Measured; request: Request },
  yardstick: { server: Measured; request: Request },
  how: { rounds: number; ms: number },
): Promise<{ ours: Load; bare: Load; rateShare: number; processorRatio: number }> {
  const ours: Load[] = [];
  const bare: Load[] = [];
  await load(product.server, product.request, how.ms); // warm
  await load(yardstick.server, yardstick.request, how.ms);
  for (let round = 0; round < how.rounds; round += 1) {
    bare.push(await load(yardstick.server, yardstick.request, how.ms));
    ours.push(await load(product.server, product.request, how.ms));
  }
  const middle = (loads: readonly Load[]): Load => ({
    perSecond: median(loads.map(({ perSecond }) => perSecond)),
    processorUs: median(loads.map(({ processorUs }) => processorUs)),
  });
  const pairs = ours.map((load, round) => ({ load, beside: bare[round] ?? load }));
  return {
    ours: middle(ours),
    bare: middle(bare),
    rateShare: median(pairs.map(({ load, beside }) => load.perSecond / beside.perSecond)),
    processorRatio: median(pairs.map(({ load, beside }) => load.processorUs / beside.processorUs)),
  };
}

/** Asks one after the other and gives how long each took, ms. @throws Error at the first answer of another status */
export async function latencies(server: Measured, requests: readonly Request[], ms: number): Promise<number[]> {
  const pool = new Pool(server.origin, { connections: 1, pipelining: 1 });
  const taken: number[] = [];
  const until = performance.now() + ms;
  for (let n = 0; performance.now() < until || n < requests.length; n += 1) {
    const request = requests[n % requests.length];
    if (!request) break;
    const began = performance.now();
    const { statusCode, body } = await pool.request({ method: "GET", path: request.path, headers: request.headers });
    const text = await body.text();
    if (statusCode !== request.status) throw new Error(`${request.path} → ${statusCode} ${text.slice(0, 200)}`);
    taken.push(performance.now() - began);
  }
  await pool.close();
  return taken;
}

/** What that share of the values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
