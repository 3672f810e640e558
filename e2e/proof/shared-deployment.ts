import { join } from "node:path";
import { type Client, createClient } from "@libsql/client";
import { type Product, startProductOn } from "../support/running-product.ts";

/** Where a deployment's hosts run and what they share. */
export type DeploymentKind =
  | "two Node processes, one file"
  | "two Node processes, libSQL by HTTP"
  | "workerd and Node, libSQL by HTTP";

/** Two hosts of one deployment. */
export interface SharedDeployment {
  readonly product: Product;
  /** Their origins. */
  readonly hosts: readonly [string, string];
  /** Moves all tokens into the past, which for the product is the same as time going by. */
  readonly letPass: (ms: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const MOVED = ["access_expires_at", "access_obtained_at", "obtained_at", "refreshed_at", "renew_at", "due_at"];

export async function startSharedDeployment(kind: DeploymentKind): Promise<SharedDeployment> {
  const onFile = kind === "two Node processes, one file";
  const product = await startProductOn(onFile ? "node" : "edge", { accessTokenSeconds: 600 });
  const second = await product.anotherHost();
  const third = kind === "two Node processes, libSQL by HTTP" ? await product.anotherHost() : undefined;
  const url = product.databaseUrl ?? `file:${join(product.folder, "data", "grantry.db")}`;
  const client: Client = createClient({ url, timeout: 5_000 });
  return {
    product,
    hosts: [third?.origin ?? product.origin, second.origin],
    async letPass(ms) {
      const sql = `UPDATE tokens SET ${MOVED.map((column) => `${column} = ${column} - :ms`).join(", ")}`;
      await client.execute({ sql, args: { ms } });
      // By HTTP a host looks again after a while at most.
      await new Promise((resolve) => setTimeout(resolve, product.remembersMs));
    },
    async stop() {
      client.close();
      await third?.stop();
      await second.stop();
      await product.stop();
    },
  };
}
