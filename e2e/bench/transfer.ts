import { Pool } from "undici";
import { bytesOf } from "./stream-service.ts";

export const GIGABYTE = 1024 ** 3;
export const MEGABYTE = 1024 ** 2;

/** What one transfer cost the server in between. */
export interface Transfer {
  readonly processorMs: number;
  readonly seconds: number;
  /** What it held at most, looked at every 20 ms. */
  readonly mostBytes: number;
}

export type Direction = "up" | "down";

/** A server in between, and how it is asked to pass something through. */
export interface Way {
  readonly server: {
    readonly origin: string;
    readonly processorMs: () => number;
    readonly residentBytes: () => number;
  };
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends so many bytes one way, and looks at the server meanwhile. @throws Error when not all arrived */
export async function transfer({ server, path, headers }: Way, direction: Direction, bytes: number): Promise<Transfer> {
  const pool = new Pool(server.origin, { connections: 1, bodyTimeout: 0, headersTimeout: 0 });
  let most = 0;
  const looking = setInterval(() => {
    most = Math.max(most, server.residentBytes());
  }, 20);
  const [processor, began] = [server.processorMs(), performance.now()];
  const arrived =
    direction === "up"
      ? await uploaded(pool, { path: `${path}/up`, headers }, bytes)
      : await downloaded(pool, { path: `${path}/${bytes}`, headers });
  clearInterval(looking);
  await pool.close();
  if (arrived !== bytes) throw new Error(`${arrived} of ${bytes} bytes arrived`);
  return {
    processorMs: server.processorMs() - processor,
    seconds: (performance.now() - began) / 1000,
    mostBytes: most,
  };
}

type Asked = Pick<Way, "path" | "headers">;

async function uploaded(pool: Pool, asked: Asked, bytes: number): Promise<number> {
  const { body } = await pool.request({ ...asked, method: "POST", body: bytesOf(bytes) });
  return Number(await body.text());
}

async function downloaded(pool: Pool, asked: Asked): Promise<number> {
  const { body } = await pool.request({ ...asked, method: "GET" });
  let arrived = 0;
  for await (const part of body) arrived += (part as Buffer).length;
  return arrived;
}
