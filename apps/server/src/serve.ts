import { existsSync } from "node:fs";
import type { Server } from "node:http";
import { fileURLToPath } from "node:url";
import { createApi, partFor } from "@grantry/api";
import { createCallback } from "@grantry/callback";
import { continueImports, nextImportAt } from "@grantry/core";
import { createAdaptorServer } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import { Hono, type Context as HonoContext } from "hono";
import { runChannelClock } from "./channel-clock.ts";
import { runClock } from "./clock.ts";
import type { OpenedContext } from "./console-context.ts";
import { drain } from "./drain.ts";
import { type Environment, EnvironmentError } from "./environment.ts";
import { tendKeyRing } from "./key-ring-upkeep.ts";
import { runMailClock } from "./mail-clock.ts";
import { mountStaticFiles } from "./static-files.ts";
import { whenDue } from "./when-due.ts";

const MAX_IMPORT_BYTES = 20 * 1024 * 1024;
/** How long an answer under way may take once the host is to stop. */
const PATIENCE_MS = 20_000;

/** A running host. */
export interface Serving {
  readonly origin: string;
  /** Answers what is under way, for {@link PATIENCE_MS} at most, ends the tick in progress, then lets go. */
  readonly stop: () => Promise<void>;
}

/**
 * Serves api, callback and screens on one port, and runs the clock.
 * @throws EnvironmentError when the port is taken
 */
export async function serve(opened: OpenedContext, environment: Environment): Promise<Serving> {
  const { ctx } = opened;
  const given = { db: ctx.db, platform: ctx.platform };
  const app = new Hono();
  const api = createApi({
    contextOf: () => given,
    addressOf: (c) => addressOf(c, environment),
    maxImportBytes: MAX_IMPORT_BYTES,
  });
  const callback = createCallback({ contextOf: () => given });
  const screens = new Hono();
  mountStaticFiles(screens, screensFolder());
  app.all("*", async (c) => {
    const parts = { api, callback, screens };
    return parts[await partFor(ctx, new URL(c.req.url))].fetch(c.req.raw, c.env);
  });

  const server = createAdaptorServer({ fetch: app.fetch }) as Server; // plain http: TLS is the proxy's
  await listen(server, environment);
  const stopping = new AbortController();
  const clock = { ...ctx, actor: { kind: "clock", id: "clock", label: "clock" } } as const;
  const ticking = Promise.all([
    runClock(clock, stopping.signal),
    tendKeyRing(clock, stopping.signal),
    runMailClock(clock, stopping.signal),
    runChannelClock(clock, stopping.signal),
    whenDue(clock, stopping.signal, {
      work: () => continueImports(clock, stopping.signal),
      next: () => nextImportAt(clock),
    }),
  ]);
  return {
    origin: `http://${environment.host.includes(":") ? `[${environment.host}]` : environment.host}:${environment.port}`,
    async stop() {
      stopping.abort();
      await Promise.all([drain(server, PATIENCE_MS), ticking]);
      await opened.close();
    },
  };
}

function addressOf(c: HonoContext, { trustedProxy }: Environment): string | null {
  const { address = null } = getConnInfo(c).remote;
  if (trustedProxy === undefined || address !== trustedProxy) return address;
  return c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() ?? address;
}

/** Beside the bundle once built, in the workspace before. */
function screensFolder(): string {
  const candidates = ["./screens", "../../admin/dist"].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  const folder = candidates.find((path) => existsSync(path));
  if (folder === undefined) throw new EnvironmentError("The screens are not built. Run npm run build.");
  return folder;
}

function listen(server: Server, { port, host }: Environment): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken =
        error.code === "EADDRINUSE" ? `PORT ${port} is taken by another program; choose another.` : undefined;
      reject(
        new EnvironmentError(taken ?? `Cannot listen on HOST ${host}, PORT ${port}: ${error.message}`, {
          cause: error,
        }),
      );
    });
    server.listen(port, host, () => resolve());
  });
}
