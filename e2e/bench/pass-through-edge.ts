import { readdirSync, readFileSync } from "node:fs";
import { residentBytes } from "../proof/resident-memory.ts";
import { type Product, startProductOn } from "../support/running-product.ts";
import { type Benchmark, type Figure, verdictOf } from "./report.ts";
import { leaveFirstCore, takeAllCores } from "./servers.ts";
import { startStreamService } from "./stream-service.ts";
import { type Direction, GIGABYTE, MEGABYTE, type Transfer, transfer } from "./transfer.ts";

const ROUNDS = 2;
/** Before it is measured: as on Node, what pieces on their way take is taken. */
const WARM_ROUNDS = 3;

/** A gigabyte through `/web-services/{name}/proxy` in workerd, up and down: what the process of the Workers holds. */
export const passThroughOnEdge: Benchmark = async ({ rounds }) => {
  const isWhole = rounds > 1;
  const bytes = isWhole ? GIGABYTE : 16 * MEGABYTE;
  const service = await startStreamService();
  takeAllCores(); // workerd has a process for itself and one for what stands before it
  const product = await startProductOn("edge", { accessTokenSeconds: 3600 });
  leaveFirstCore();
  const key = await addService(product, service.url);
  const worker = largestWorkerd(product.processId());
  const way = {
    server: { origin: product.origin, processorMs: () => 0, residentBytes: () => residentBytes(worker) },
    path: "/api/v1/web-services/Big/proxy",
    headers: { authorization: `Bearer ${key}` },
  };
  const figures: Figure[] = [];
  for (const direction of ["up", "down"] as const) {
    const [warm, whole]: [Transfer[], Transfer[]] = [[], []];
    for (let round = 0; round < WARM_ROUNDS; round += 1) warm.push(await transfer(way, direction, bytes / 16));
    for (let round = 0; round < (isWhole ? ROUNDS : 1); round += 1) whole.push(await transfer(way, direction, bytes));
    figures.push(figureOf(direction, { warm, whole, bytes }));
  }
  await product.stop();
  service.close();
  return figures;
};

async function addService(product: Product, endpoint: string): Promise<string> {
  const key = (await product.console(["api-key", "create", "bench", "--scope", "admin"])).stdout.trim();
  const answer = await fetch(`${product.origin}/api/v1/web-services`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({
      name: "Big",
      type: "rest",
      endpoint,
      authentication: { type: "basic", username: "bench", password: "a password for benchmarks" },
    }),
  });
  if (answer.status !== 201) throw new Error(await answer.text());
  return key;
}

/** The workerd below a process that holds the most: the others only hand on. */
function largestWorkerd(ancestor: number): number {
  const processes = readdirSync("/proc").map(Number).filter(Number.isInteger).map(statusOf);
  const isBelow = (id: number): boolean => {
    const parent = processes.find((one) => one.id === id)?.parent;
    return parent === ancestor || (parent !== undefined && parent > 1 && isBelow(parent));
  };
  const [largest] = processes
    .filter(({ name, id }) => name === "workerd" && isBelow(id))
    .sort((a, b) => residentBytes(b.id) - residentBytes(a.id));
  if (!largest) throw new Error("no workerd runs");
  return largest.id;
}

function statusOf(id: number): { id: number; name: string; parent: number } {
  try {
    const status = readFileSync(`/proc/${id}/status`, "utf8");
    return { id, name: /^Name:\s+(.+)$/m.exec(status)?.[1] ?? "", parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) };
  } catch {
    return { id, name: "", parent: 0 }; // it has just ended
  }
}

function figureOf(
  direction: Direction,
  { warm, whole, bytes }: { warm: readonly Transfer[]; whole: readonly Transfer[]; bytes: number },
): Figure {
  const most = (transfers: readonly Transfer[]) =>
    Math.round(Math.max(...transfers.map(({ mostBytes }) => mostBytes)) / MEGABYTE);
  const [small, large] = [most(warm), most(whole)];
  const rate = Math.round(Math.max(...whole.map(({ seconds }) => bytes / MEGABYTE / seconds)));
  const size = bytes === GIGABYTE ? "1 GB" : `${bytes / MEGABYTE} MB`;
  const memory = { floor: 96, good: 48 };
  return {
    path: `workerd, ${size} passed through, ${direction}: memory beyond what ${bytes / MEGABYTE / 16} MB take`,
    reached: `${Math.max(0, large - small)} MB (${large} MB in all, as against ${small} MB; ${rate} MB/s)`,
    floor: `${memory.floor} MB`,
    good: `${memory.good} MB`,
    verdict: verdictOf(large - small, memory),
    limit: "V8 collects late where no limit presses; how long the body is does not count",
  };
}
