import { listWebServices as readPage } from "@grantry/db";
import type { WebServiceSummary } from "@grantry/schema";
import type { Context } from "../context.ts";
import { toInstant } from "../instants.ts";

/** One page of web services. One round trip. */
export async function listWebServices(
  ctx: Context,
  wanted: { q?: string | undefined; sort: string; page: number; pageSize: number },
): Promise<{ items: WebServiceSummary[]; total: number }> {
  const { items, total } = await readPage(ctx.db, wanted);
  return {
    items: items.map(({ service, tokenConfigName, invokers, lastAt, lastOutcome }) => ({
      id: service.id,
      name: service.name,
      type: service.type,
      endpoint: service.endpoint,
      validity: service.validity as WebServiceSummary["validity"], // written from the contract
      updatedAt: toInstant(service.updatedAt),
      authentication: service.authentication,
      tokenConfig: service.tokenConfigId === null ? null : { id: service.tokenConfigId, name: tokenConfigName ?? "" },
      invokers,
      lastInvocation: lastAt === null ? null : { at: toInstant(lastAt), outcome: lastOutcome ?? "" },
    })),
    total,
  };
}
