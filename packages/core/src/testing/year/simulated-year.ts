import { nodeCipher } from "@grantry/db/node";
import { ProblemError, tokenConfigInput } from "@grantry/schema";
import { type Deployment, seededRandom, startDeployment } from "@grantry/testing";
import { addClientSecret, listAppRegistrations } from "../../app-registrations.ts";
import { completeAuthorization } from "../../authorize/complete-authorization.ts";
import { startAuthorization } from "../../authorize/start-authorization.ts";
import type { Context } from "../../context.ts";
import { notificationsFor } from "../../notifications/list.ts";
import { createTokenConfig } from "../../token-configs/create.ts";
import { accessTokenFor } from "../../tokens/access-token-for.ts";
import { nextRefreshAt, refreshDue } from "../../tokens/refresh-due.ts";
import { addUp, type KindSum, nothingYet } from "./kind-sum.ts";
import { providerKinds, type SimulatedKind } from "./provider-kinds.ts";
import { SimulatedProvider } from "./simulated-provider.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const STARTS_AT = Date.parse("2027-01-01T00:00:00Z");
/** A person acts on a notification within so long. */
const PERSON_ACTS_MS = HOUR_MS;
/** Who is told to come back does, once, if it is within so long. */
const READER_RETRIES_MS = 30_000;

/** How much of the year. */
export interface YearDose {
  readonly seed: number;
  readonly days: number;
  readonly grants: number;
}

interface Section {
  readonly provider: SimulatedProvider;
  readonly kind: SimulatedKind;
  readonly grantees: Grantee[];
  readonly sum: KindSum;
}

type Given = { readonly kind: "good" | "stale" } | { readonly kind: "none"; readonly retryMs: number };

interface Grantee {
  readonly id: number;
  readonly name: string;
  readonly readsEveryMs: number;
  readonly reads: number[];
  nextReadAt: number;
  personActsAt: number | null;
}

/** Lives through a year, or a part of it, in moved time: readers, the clock, providers out of order, and people. */
export async function liveThroughYear({ seed, days, grants }: YearDose): Promise<KindSum[]> {
  const deployment = await startDeployment();
  const year = new Year(deployment, seed, STARTS_AT + days * DAY_MS);
  try {
    await deployment.db.client.execute("PRAGMA synchronous = OFF"); // nobody pulls the plug here
    for (const kind of providerKinds) await year.add(kind, Math.max(1, Math.round((grants * kind.share) / 100)));
    return await year.live();
  } finally {
    await deployment.close();
  }
}

class Year {
  readonly #ctx: Context;
  readonly #settled: () => Promise<void>;
  readonly #random: () => number;
  readonly #endsAt: number;
  readonly #sections: Section[] = [];
  #now = STARTS_AT;
  /** When the first of those who noticed something acts. */
  #personAt = Number.POSITIVE_INFINITY;

  constructor(deployment: Deployment, seed: number, endsAt: number) {
    const byOrigin = (url: string) => this.#sections.find(({ provider }) => url.startsWith(provider.origin));
    this.#random = seededRandom(seed);
    this.#endsAt = endsAt;
    this.#settled = deployment.settled;
    this.#ctx = {
      ...deployment.ctx,
      platform: {
        ...deployment.platform,
        keys: { keys: deployment.platform.keys.keys, cipher: nodeCipher() },
        now: () => this.#now,
        // Nobody waits for anybody here: whoever is turned to ends before time moves on.
        wait: () => new Promise((resolve) => setTimeout(resolve, 1)),
        refusesAddress: async () => false,
        sendWith: () => async (request) => {
          const section = byOrigin(request.url);
          if (!section) throw new Error(`nobody is at ${request.url}`);
          return section.provider.answer(request);
        },
      },
    };
  }

  async add(kind: SimulatedKind, grants: number): Promise<void> {
    const provider = new SimulatedProvider(kind, this.#outages(), () => this.#now);
    const grantees: Grantee[] = [];
    this.#sections.push({ provider, kind, grantees, sum: nothingYet(kind.name, grants) });
    for (let n = 0; n < grants; n += 1) {
      const name = `${kind.name} ${n}`;
      await this.#configure(provider, kind, name);
      const readsEveryMs = (8 + this.#random() * 20) * HOUR_MS;
      const nextReadAt = this.#now + this.#random() * readsEveryMs;
      const grantee = { id: n, name, readsEveryMs, reads: [], nextReadAt, personActsAt: null };
      grantees.push(grantee);
      await this.#consent(provider, grantee);
      this.#now += MINUTE_MS; // people come one after the other
    }
  }

  /** Half an hour to six hours, about twice a month. */
  #outages(): [number, number][] {
    const outages: [number, number][] = [];
    for (let at = STARTS_AT + 5 * DAY_MS; at < this.#endsAt; at += (5 + this.#random() * 20) * DAY_MS) {
      outages.push([at, at + (0.5 + this.#random() * 5.5) * HOUR_MS]);
    }
    return outages;
  }

  async #configure({ origin, secret }: SimulatedProvider, kind: SimulatedKind, name: string): Promise<void> {
    const urls = {
      authorizationUrl: `${origin}/authorize`,
      tokenUrl: `${origin}/token`,
      refreshUrl: `${origin}/token`,
    };
    const client = { clientId: "the-client", clientSecret: secret, scope: "mail" };
    const input = { name, template: "custom", keepFresh: kind.keepFresh, ...client, ...urls };
    await createTokenConfig(this.#ctx, tokenConfigInput.parse(input));
  }

  async #consent(provider: SimulatedProvider, grantee: Grantee): Promise<void> {
    const { authorizationUrl, binding } = await startAuthorization(this.#ctx, grantee.name);
    const state = authorizationUrl.searchParams.get("state") ?? "";
    const query = new URLSearchParams({ code: provider.consent(grantee.id), state });
    await completeAuthorization(this.#ctx, { query, cookie: () => binding?.value });
  }

  async live(): Promise<KindSum[]> {
    let nextTickAt = this.#now;
    let nextLookAt = this.#now;
    for (;;) {
      const next = this.#nextReader();
      const at = Math.min(next?.grantee.nextReadAt ?? Infinity, nextTickAt, nextLookAt, this.#personAt);
      if (at >= this.#endsAt) break;
      this.#now = Math.max(this.#now, at);
      if (at === this.#personAt) await this.#letPeopleAct();
      else if (at === nextLookAt) {
        await this.#letPeopleLook();
        nextLookAt += DAY_MS;
      } else if (at === nextTickAt || !next) nextTickAt = await this.#tick();
      else await this.#read(next);
    }
    for (const { provider, kind, grantees, sum } of this.#sections) {
      const span = { from: STARTS_AT, until: this.#endsAt };
      addUp(sum, { kind, provider, span, reads: grantees.map(({ reads }) => reads) });
    }
    return this.#sections.map(({ sum }) => sum);
  }

  #willAct(grantee: Grantee): void {
    grantee.personActsAt ??= this.#now + PERSON_ACTS_MS;
    this.#personAt = Math.min(this.#personAt, grantee.personActsAt);
  }

  #nextReader(): { section: Section; grantee: Grantee } | undefined {
    let first: { section: Section; grantee: Grantee } | undefined;
    for (const section of this.#sections) {
      for (const grantee of section.grantees) {
        if (!first || grantee.nextReadAt < first.grantee.nextReadAt) first = { section, grantee };
      }
    }
    return first;
  }

  /** As the host's clock: until the next token is due, at most a minute. */
  async #tick(): Promise<number> {
    await refreshDue(this.#ctx, { most: 10_000, atOnce: { inAll: 64, perEndpoint: 12 }, minLifetimeMs: 0 });
    const next = (await nextRefreshAt(this.#ctx)) ?? Number.POSITIVE_INFINITY;
    return Math.max(this.#now + 250, next);
  }

  async #read({ section, grantee }: { section: Section; grantee: Grantee }): Promise<void> {
    const { provider, sum } = section;
    grantee.reads.push(this.#now);
    grantee.nextReadAt = this.#now + grantee.readsEveryMs;
    sum.reads += 1;
    const couldGive = provider.couldGive(grantee.id);
    const first = await this.#ask(provider, grantee);
    if (first.kind !== "none") sum[first.kind] += 1;
    else if (!couldGive) {
      sum.providerCouldNot += 1;
      this.#willAct(grantee);
    } else if (first.retryMs <= READER_RETRIES_MS) {
      const came = this.#now;
      this.#now += first.retryMs;
      const again = await this.#ask(provider, grantee);
      this.#now = Math.max(came, this.#now);
      if (again.kind === "good") sum.goodAfterRetry += 1;
      else sum.missed += 1;
    } else {
      sum.missed += 1;
    }
  }

  async #ask(provider: SimulatedProvider, { name }: Grantee): Promise<Given> {
    try {
      const { accessToken } = await accessTokenFor(this.#ctx, name);
      const taken = provider.takesAccessToken(accessToken);
      await this.#settled();
      return { kind: taken ? "good" : "stale" };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return { kind: "none", retryMs: (error.retryAfterSeconds ?? Number.POSITIVE_INFINITY) * 1_000 };
    }
  }

  /** At the notifications, once a day: some troubles do not show in tokens that still live. */
  async #letPeopleLook(): Promise<void> {
    const notifications = await notificationsFor(this.#ctx);
    const troubled = new Set(notifications.flatMap(({ tokenConfigs }) => tokenConfigs.map(({ name }) => name)));
    for (const grantee of this.#sections.flatMap(({ grantees }) => grantees)) {
      if (troubled.has(grantee.name)) this.#willAct(grantee);
    }
  }

  /** Consents anew where the grant is dead, and enters a new client secret where the old one has ended. */
  async #letPeopleAct(): Promise<void> {
    this.#personAt = Number.POSITIVE_INFINITY;
    for (const section of this.#sections) {
      for (const grantee of section.grantees) {
        if (grantee.personActsAt === null) continue;
        if (grantee.personActsAt <= this.#now) await this.#actFor(section, grantee);
        else this.#personAt = Math.min(this.#personAt, grantee.personActsAt);
      }
    }
  }

  async #actFor({ provider, sum }: Section, grantee: Grantee): Promise<void> {
    grantee.personActsAt = null;
    if (provider.isOut()) return this.#willAct(grantee);
    if (provider.secretEndsAt <= this.#now) await this.#enterSecret(provider);
    if (provider.isAlive(grantee.id)) return;
    sum.consents += 1;
    await this.#consent(provider, grantee);
  }

  async #enterSecret(provider: SimulatedProvider): Promise<void> {
    const registrations = await listAppRegistrations(this.#ctx);
    const registration = registrations.find(({ tokenOrigin }) => tokenOrigin === provider.origin);
    if (!registration) throw new Error(`no registration at ${provider.origin}`);
    const secret = { clientSecret: provider.renewSecret(), expiresAt: null };
    await addClientSecret(this.#ctx, registration.id, secret);
  }
}
