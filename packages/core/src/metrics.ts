import { clockFacts, durationBoundsMs, type RequestTotalRow, requestTotals, statusFacts } from "@grantry/db";
import { tokenStatuses } from "@grantry/schema";
import type { Context } from "./context.ts";
import { tokenStatusOf } from "./tokens/status.ts";

/** Of this process: workerd has a platform for each request. */
let leaseWaits = 0;

/** Counts a caller who has to wait for another one's refresh. In memory: who waits must not write. */
export function countLeaseWait(): void {
  leaseWaits += 1;
}

/**
 * The metrics in Prometheus' text format. What is read from the database is the same at every host: requests are counted
 * in the transaction that saves them. Lease waits are this process's own. Round trips: three.
 */
export async function metricsText({ db, platform }: Pick<Context, "db" | "platform">): Promise<string> {
  const now = platform.now();
  const [facts, totals, clock] = [
    await statusFacts(db),
    await requestTotals(db),
    await clockFacts(db, { now, minLifetimeMs: platform.keptFreshFromMs }),
  ];
  const statuses = facts.map((row) => tokenStatusOf(row, row, now));
  const seconds = (ms: number) => ms / 1000;
  return [
    ...metric("grantry_tokens", "gauge", "Tokens by status."),
    ...tokenStatuses.map((status) =>
      line("grantry_tokens", { status }, statuses.filter((one) => one === status).length),
    ),
    ...metric("grantry_token_requests_total", "counter", "Authorizations and refreshes by provider and outcome."),
    ...requestLines(totals),
    ...metric("grantry_token_request_duration_seconds", "histogram", "From the start until the provider's answer."),
    ...durationLines(totals),
    ...(clock.nextExpiryAt === null
      ? []
      : [
          ...metric("grantry_next_expiry_seconds", "gauge", "Until the next access token expires."),
          line("grantry_next_expiry_seconds", {}, seconds(clock.nextExpiryAt - now)),
        ]),
    ...metric("grantry_scheduler_lag_seconds", "gauge", "How long the most urgent work has been due."),
    line("grantry_scheduler_lag_seconds", {}, clock.mostOverdueAt === null ? 0 : seconds(now - clock.mostOverdueAt)),
    ...metric("grantry_lease_waits_total", "counter", "Callers of this process who waited for another one's refresh."),
    line("grantry_lease_waits_total", {}, leaseWaits),
    "",
  ].join("\n");
}

function requestLines(totals: readonly RequestTotalRow[]): string[] {
  const groups = Map.groupBy(totals, ({ provider, kind, outcome }) => labels({ provider, kind, outcome }));
  return [...groups].map(([group, rows]) => `grantry_token_requests_total${group} ${sum(rows, "count")}`);
}

function durationLines(totals: readonly RequestTotalRow[]): string[] {
  const asked = totals.filter(({ withinMs }) => withinMs >= 0);
  const groups = Map.groupBy(asked, ({ provider, kind }) => JSON.stringify({ provider, kind }));
  const name = "grantry_token_request_duration_seconds";
  return [...groups].flatMap(([key, rows]) => {
    const group = JSON.parse(key) as Record<string, string>; // made just above
    const within = (boundMs: number) =>
      sum(
        rows.filter(({ withinMs }) => withinMs <= boundMs),
        "count",
      );
    return [
      ...durationBoundsMs.map((bound) => line(`${name}_bucket`, { ...group, le: String(bound / 1000) }, within(bound))),
      line(`${name}_bucket`, { ...group, le: "+Inf" }, sum(rows, "count")),
      line(`${name}_sum`, group, sum(rows, "totalMs") / 1000),
      line(`${name}_count`, group, sum(rows, "count")),
    ];
  });
}

function sum(rows: readonly RequestTotalRow[], member: "count" | "totalMs"): number {
  return rows.reduce((total, row) => total + row[member], 0);
}

function metric(name: string, type: string, help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function line(name: string, group: Readonly<Record<string, string>>, value: number): string {
  return `${name}${labels(group)} ${value}`;
}

/** `{name="value",…}`; backslash, quote and line end are escaped. */
function labels(group: Readonly<Record<string, string>>): string {
  const all = Object.entries(group).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return all.length === 0 ? "" : `{${all.join(",")}}`;
}
