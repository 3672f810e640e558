import { findTokenConfig, readTokenSecrets } from "@grantry/db";
import { ProblemError, providerFailure, tokenConfigInput } from "@grantry/schema";
import { type Deployment, startDeployment, startTokenEndpoint, type TokenEndpoint } from "@grantry/testing";
import { expect } from "vitest";
import { completeAuthorization } from "../../authorize/complete-authorization.ts";
import { startAuthorization } from "../../authorize/start-authorization.ts";
import type { Context } from "../../context.ts";
import { createTokenConfig } from "../../token-configs/create.ts";
import { updateTokenConfig } from "../../token-configs/update.ts";
import { getTokenConfig } from "../../token-configs/view.ts";
import { accessTokenFor } from "../../tokens/access-token-for.ts";
import { refreshDue } from "../../tokens/refresh-due.ts";
import { requestToken } from "../../tokens/request-token.ts";
import { everyTick } from "../every-tick.ts";
import { mailboxInput } from "../mailbox.ts";
import type { Reference } from "./reference.ts";
import type { Range } from "./reference-token.ts";

const STARTS_AT = Date.parse("2027-01-01T00:00:00Z");

/** The name of the configuration that a world begins with. */
export const FIRST_NAME = "Mailbox";

/** The product itself: two hosts on one database with a clock that stands still until it is moved, and a provider. */
export class World {
  readonly endpoint: TokenEndpoint;
  readonly #hosts: readonly Deployment[];
  readonly #contexts: readonly Context[];
  readonly #clock: { now: number };

  static async begin(): Promise<World> {
    const deployment = await startDeployment();
    await deployment.db.client.execute("PRAGMA synchronous = OFF"); // nobody pulls the plug here
    const world = new World([deployment, deployment.anotherHost()], await startTokenEndpoint());
    world.endpoint.setClientSecret(secretOf(0));
    await createTokenConfig(world.at(0), mailboxInput(world.endpoint, { name: FIRST_NAME, clientSecret: secretOf(0) }));
    return world;
  }

  private constructor(hosts: readonly Deployment[], endpoint: TokenEndpoint) {
    this.#hosts = hosts;
    this.endpoint = endpoint;
    const clock = { now: STARTS_AT };
    this.#clock = clock;
    this.#contexts = hosts.map(({ ctx, platform }) => ({ ...ctx, platform: { ...platform, now: () => clock.now } }));
  }

  async end(): Promise<void> {
    await this.#hosts[0]?.close();
    await this.endpoint.close();
  }

  get now(): number {
    return this.#clock.now;
  }

  pass(ms: number): void {
    this.#clock.now += ms;
  }

  at(host: number): Context {
    const context = this.#contexts[host % this.#contexts.length];
    if (!context) throw new Error("there is no host");
    return context;
  }

  async authorize(host: number, name: string): Promise<boolean> {
    try {
      const ctx = this.at(host);
      const { authorizationUrl, binding } = await startAuthorization(ctx, name);
      const query = new URLSearchParams({ code: "good", state: authorizationUrl.searchParams.get("state") ?? "" });
      return (await completeAuthorization(ctx, { query, cookie: () => binding?.value })).succeeded;
    } catch (error) {
      if (error instanceof ProblemError) return false;
      throw error;
    }
  }

  /** What a consumer is answered; a good answer is a token in force. */
  async read(host: number, name: string): Promise<string> {
    return this.#answer(async () => {
      const { accessToken, expiresAt } = await accessTokenFor(this.at(host), name);
      expect(accessToken).toMatch(/^access-/);
      expect(Date.parse(expiresAt ?? "")).toBeGreaterThan(this.now);
    });
  }

  async requestByHand(host: number, name: string): Promise<string> {
    return this.#answer(() => requestToken(this.at(host), name, "refresh_token"));
  }

  async tick(...hosts: number[]): Promise<void> {
    await Promise.all(hosts.map((host) => refreshDue(this.at(host), everyTick)));
    await this.#settled();
  }

  async edit(host: number, name: string, changes: object): Promise<void> {
    const { tokenConfig, version } = await getTokenConfig(this.at(host), name);
    const { id: _id, token: _token, ...kept } = tokenConfig;
    const input = tokenConfigInput.parse({
      ...mailboxInput(this.endpoint, kept),
      clientSecret: undefined,
      ...changes,
    });
    await updateTokenConfig(this.at(host), name, { input, readVersion: version });
  }

  async withdraw(name: string): Promise<void> {
    this.endpoint.withdraw(await this.#refreshToken(name));
  }

  /** Whether all that is known and shown is what the reference says. What jitter decided it learns from here. */
  async compare(reference: Reference): Promise<void> {
    const asked = { requests: this.endpoint.requests.length };
    expect(asked).toEqual({ requests: reference.requests });
    for (const [name, expected] of reference.tokens) {
      const found = await findTokenConfig(this.at(0).db, name);
      if (!found) throw new Error(`${name} is gone`);
      const { token } = found;
      const { status, refreshTokenStatus } = (await getTokenConfig(this.at(1), name)).tokenConfig.token;
      const failure = token.error === null ? null : providerFailure.parse(JSON.parse(token.error));
      expect({
        name,
        status,
        refreshTokenStatus,
        failure: failure && { class: failure.class, explanation: failure.explanation },
        attempts: token.attempts,
        generation: token.generation,
        expiresAt: token.accessExpiresAt,
        leased: (token.leaseUntil ?? 0) > this.now,
        refreshTokenWorks: this.endpoint.wouldTake(await this.#refreshToken(name)),
      }).toEqual({
        name,
        status: expected.status(reference.now),
        refreshTokenStatus: expected.refreshTokenStatus(),
        failure: expected.failure && { class: expected.failure.class, explanation: expected.failure.explanation },
        attempts: expected.attempts,
        generation: expected.generation,
        expiresAt: expected.access?.until ?? null,
        leased: false,
        refreshTokenWorks: expected.grant === "alive" && expected.stored === "newest",
      });
      expectWithin(`the next attempt for ${name}`, token.nextAttemptAt, expected.nextAttemptRange());
      expectWithin(`the next turn of ${name}`, token.dueAt, expected.dueRange());
      expected.nextAttemptAt = token.nextAttemptAt;
      expected.dueAt = token.dueAt;
    }
  }

  async #answer(work: () => Promise<unknown>): Promise<string> {
    try {
      await work();
      return "good";
    } catch (error) {
      if (error instanceof ProblemError) return error.slug;
      throw error;
    } finally {
      await this.#settled();
    }
  }

  async #refreshToken(name: string): Promise<string> {
    const { db, platform } = this.at(0);
    const found = await findTokenConfig(db, name);
    const secrets = found && (await readTokenSecrets(db, platform.keys, found.config.id, this.now));
    return secrets?.refreshToken?.reveal() ?? "";
  }

  async #settled(): Promise<void> {
    await Promise.all(this.#hosts.map(({ settled }) => settled()));
  }
}

/** Client secrets are counted: the provider's and the one that was entered. */
export function secretOf(number: number): string {
  return `client-secret-${number}`;
}

function expectWithin(what: string, found: number | null, range: Range): void {
  const within = range === null || found === null ? range === found : range[0] - 1 <= found && found <= range[1] + 1;
  expect({ what, found, within, range }).toMatchObject({ within: true });
}
