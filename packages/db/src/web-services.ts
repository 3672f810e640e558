import { type Secret, secret } from "@grantry/schema";
import { and, asc, count, desc, eq, or, type SQL, sql } from "drizzle-orm";
import { type Database, failUnlessChanged, type Statement } from "./database.ts";
import { type KeyRing, openOptional, seal } from "./key-ring.ts";
import { tokenConfigs } from "./tables.ts";
import { invocations, invokers, webServiceSecrets, webServices } from "./web-service-tables.ts";

export type WebServiceRow = typeof webServices.$inferSelect;
type NewWebService = Omit<typeof webServices.$inferInsert, "version">;

const secretsCell = (id: string) => ({ table: "web_service_secrets", column: "secrets", row: id });

/** A web service by id or name, with the names of its token configuration and its invokers. One statement. */
export async function findWebService(
  db: Database,
  nameOrId: string,
): Promise<{ service: WebServiceRow; tokenConfigName: string | null; invokers: string[] } | undefined> {
  const rows = await db.drizzle
    .select({
      service: webServices,
      tokenConfigName: tokenConfigs.name,
      invokers: sql<string>`(select json_group_array(i.name order by i.name) from invokers i where i.service_id = ${webServices.id})`,
    })
    .from(webServices)
    .leftJoin(tokenConfigs, eq(tokenConfigs.id, webServices.tokenConfigId))
    .where(or(eq(webServices.id, nameOrId), eq(webServices.name, nameOrId)));
  // A name may look like another service's id; the id wins.
  const row = rows.find(({ service }) => service.id === nameOrId) ?? rows[0];
  return row && { ...row, invokers: JSON.parse(row.invokers) };
}

/** What is secret of a web service, as one JSON text. One statement. */
export async function readWebServiceSecrets(db: Database, keys: KeyRing, id: string): Promise<Secret<string>> {
  const [row] = await db.drizzle.select().from(webServiceSecrets).where(eq(webServiceSecrets.serviceId, id));
  return (await openOptional(keys, secretsCell(id), row?.secrets ?? null)) ?? secret("{}");
}

/** A new web service. Fails on `web_services.name` when the name is taken. */
export async function insertWebService(
  db: Database,
  keys: KeyRing,
  { secrets, ...row }: NewWebService & { secrets: Secret<string> },
): Promise<Statement[]> {
  const sealedSecrets = await seal(keys, secretsCell(row.id), secrets);
  return [
    db.drizzle.insert(webServices).values(row),
    db.drizzle.insert(webServiceSecrets).values({ serviceId: row.id, secrets: sealedSecrets }),
  ];
}

/** Replaces a web service where its version is still the one that was read; else the whole batch is undone. */
export async function updateWebService(
  db: Database,
  keys: KeyRing,
  change: Omit<NewWebService, "createdAt"> & { secrets: Secret<string>; readVersion: number },
): Promise<Statement[]> {
  const { id, secrets, readVersion, ...columns } = change;
  const sealedSecrets = await seal(keys, secretsCell(id), secrets);
  return [
    db.drizzle
      .update(webServices)
      .set({ ...columns, version: sql`${webServices.version} + 1` })
      .where(and(eq(webServices.id, id), eq(webServices.version, readVersion))),
    failUnlessChanged(),
    db.drizzle.update(webServiceSecrets).set({ secrets: sealedSecrets }).where(eq(webServiceSecrets.serviceId, id)),
  ];
}

export function deleteWebService(db: Database, id: string): Statement {
  return db.drizzle.delete(webServices).where(eq(webServices.id, id));
}

export interface WebServicePage {
  readonly items: readonly {
    readonly service: WebServiceRow;
    readonly tokenConfigName: string | null;
    readonly invokers: number;
    readonly lastAt: number | null;
    readonly lastOutcome: string | null;
  }[];
  readonly total: number;
}

/** One page of web services, and how many match. One round trip. */
export async function listWebServices(
  db: Database,
  wanted: { q?: string | undefined; sort: string; page: number; pageSize: number },
): Promise<WebServicePage> {
  const matching = wanted.q ? matches(wanted.q) : undefined;
  const direction = wanted.sort.startsWith("-") ? desc : asc;
  const column = wanted.sort.endsWith("updated") ? webServices.updatedAt : webServices.name;
  const last = (what: SQL) =>
    sql`(select ${what} from ${invocations} where ${invocations.serviceId} = ${webServices.id} order by ${invocations.at} desc limit 1)`;
  const [items, [counted]] = await db.drizzle.batch([
    db.drizzle
      .select({
        service: webServices,
        tokenConfigName: tokenConfigs.name,
        invokers: sql<number>`(select count(*) from ${invokers} where ${invokers.serviceId} = ${webServices.id})`,
        lastAt: last(sql`${invocations.at}`) as SQL<number | null>,
        lastOutcome: last(sql`${invocations.outcome}`) as SQL<string | null>,
      })
      .from(webServices)
      .leftJoin(tokenConfigs, eq(tokenConfigs.id, webServices.tokenConfigId))
      .where(matching)
      .orderBy(direction(column), asc(webServices.id))
      .limit(wanted.pageSize)
      .offset((wanted.page - 1) * wanted.pageSize),
    db.drizzle.select({ number: count() }).from(webServices).where(matching),
  ]);
  return { items, total: counted?.number ?? 0 };
}

function matches(q: string): SQL | undefined {
  const pattern = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  return or(
    sql`${webServices.name} like ${pattern} escape '\\'`,
    sql`${webServices.endpoint} like ${pattern} escape '\\'`,
  );
}
