import { type Language, type Notification, say, type WordParameters, type Words } from "@grantry/schema";
import type { Context } from "../context.ts";
import { toInstant } from "../instants.ts";

/** One thing that is wrong with one configuration. */
export interface Finding {
  readonly kind: Notification["kind"];
  readonly severity: Notification["severity"];
  /** Findings of one cause are told together. */
  readonly cause: string;
  readonly tokenConfig: { readonly id: string; readonly name: string };
  /** Differs when the same happens anew. */
  readonly occurrence: string;
  readonly since: number;
  /** `{name}` is the configuration. */
  readonly one: Words;
  /** `{names}` are the configurations. */
  readonly many: Words;
  readonly parameters?: WordParameters;
  readonly action: string;
  /** The screen where several are mended. */
  readonly hrefForMany: string;
}

/** Configurations that are named in a message; of forty mailboxes the first three say enough. */
const NAMES_TOLD = 3;
/** Configurations that come with a notification. */
const MOST_TOKEN_CONFIGS = 100;

const order = { error: 0, warning: 1, info: 2 } as const;

/** By what is worst, then by what began first. */
export function byUrgency(
  a: Pick<Finding, "severity"> & { since: number | string },
  b: Pick<Finding, "severity"> & { since: number | string },
): number {
  return order[a.severity] - order[b.severity] || (a.since < b.since ? -1 : 1);
}

/**
 * A notification with what it is made of. Where it lost some of them it is nothing new, where it got one it is, so that
 * what was told and what was dismissed is remembered by them.
 */
export interface Occurring {
  readonly notification: Notification;
  readonly occurrences: readonly string[];
}

/** One that is made of nothing smaller. */
export function occurring(notification: Notification): Occurring {
  return { notification, occurrences: [notification.id] };
}

/** Findings as notifications: one cause is one notification, however many it concerns. */
export function tellTogether(ctx: Context, findings: readonly Finding[]): Promise<Occurring[]> {
  const causes = Map.groupBy(findings.toSorted(byUrgency), ({ cause }) => cause);
  return Promise.all([...causes.values()].map((group) => toldOf(ctx, group)));
}

async function toldOf(ctx: Context, group: readonly Finding[]): Promise<Occurring> {
  const [first] = group;
  if (!first) throw new Error("no group is empty");
  const tokenConfigs = group.map(({ tokenConfig }) => tokenConfig).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const isOne = group.length === 1;
  const parameters = {
    ...first.parameters,
    name: first.tokenConfig.name,
    names: namesOf(tokenConfigs, ctx.language),
  };
  const occurrences = group.map(({ tokenConfig, occurrence }) => `${tokenConfig.id} ${occurrence}`).sort();
  const cause = (await ctx.platform.hashOf(`${first.kind} ${first.cause}`)).slice(0, 11);
  const notification: Notification = {
    id: await notificationId(ctx, first.kind, [first.cause, ...occurrences]),
    kind: first.kind,
    severity: first.severity,
    message: say(isOne ? first.one : first.many, ctx.language, parameters),
    action: first.action,
    href: isOne ? `/token-configs/${first.tokenConfig.id}` : first.hrefForMany,
    ...concerned(tokenConfigs),
    since: toInstant(first.since),
    dismissible: true,
    dismissedAt: null,
  };
  return { notification, occurrences: occurrences.map((occurrence) => `${cause} ${occurrence}`) };
}

/** The same trouble of the same configurations keeps its id; what happens anew or to others has another one. */
export async function notificationId(
  { platform }: Context,
  kind: Notification["kind"],
  facts: readonly string[],
): Promise<string> {
  return `${kind}:${(await platform.hashOf(facts.join("\n"))).slice(0, 22)}`;
}

/** Whom a notification concerns, as it is told. */
export function concerned(
  tokenConfigs: readonly Finding["tokenConfig"][],
): Pick<Notification, "tokenConfigs" | "tokenConfigCount"> {
  return {
    tokenConfigs: tokenConfigs.slice(0, MOST_TOKEN_CONFIGS).map(({ id, name }) => ({ id, name })),
    tokenConfigCount: tokenConfigs.length,
  };
}

const quoted: Words = { en: "“{name}”", de: "„{name}“" };
const more: Words = { en: "{count} more", de: "{count} weitere" };

/** The first names, and how many more there are. */
export function namesOf(tokenConfigs: readonly Finding["tokenConfig"][], language: Language): string {
  const told = tokenConfigs.slice(0, NAMES_TOLD).map(({ name }) => say(quoted, language, { name }));
  const count = tokenConfigs.length - NAMES_TOLD;
  return new Intl.ListFormat(language).format(count > 0 ? [...told, say(more, language, { count })] : told);
}
