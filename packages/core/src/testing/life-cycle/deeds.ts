import type { Validity } from "@grantry/schema";
import { expect } from "vitest";
import { duplicateTokenConfig } from "../../token-configs/duplicate.ts";
import { removeTokenConfig } from "../../token-configs/remove.ts";
import type { Outage, Reference } from "./reference.ts";
import { secretOf, type World } from "./world.ts";

/** What each does, by the reference and by the product. Which configuration it is done to is counted over those there are. */
export interface Deed {
  /** How it reads in a counterexample. */
  readonly says: string;
  readonly possible?: (reference: Readonly<Reference>, name: string) => boolean;
  readonly run: (reference: Reference, world: World, name: string) => Promise<void>;
}

/** Lets time go by, in the reference and in the product. */
export function move(reference: Reference, world: World, ms: number): void {
  world.pass(ms);
  reference.now = world.now;
}

export const authorize = (host: number): Deed => ({
  says: `authorize at host ${host}`,
  async run(reference, world, name) {
    expect(await world.authorize(host, name)).toBe(reference.authorize(name));
  },
});

export const read = (host: number): Deed => ({
  says: `read at host ${host}`,
  async run(reference, world, name) {
    const mustBeGood = reference.mustBeGood(name);
    const expected = reference.read(name);
    const answer = await world.read(host, name);
    expect(answer).toBe(expected);
    if (mustBeGood) expect(answer).toBe("good");
  },
});

/** The refresh of one serves all; where it fails, those who come after it are told to wait. */
export const readTogether = (readers: number): Deed => ({
  says: `${readers} readers at two hosts`,
  async run(reference, world, name) {
    const mustBeGood = reference.mustBeGood(name);
    const expected = reference.read(name);
    const answers = await Promise.all(Array.from({ length: readers }, (_, host) => world.read(host, name)));
    const fair = new Set<string>([expected, ...(expected === "provider-refused" ? ["token-refresh-paused"] : [])]);
    expect(answers.filter((answer) => !fair.has(answer))).toEqual([]);
    if (mustBeGood) expect(new Set(answers)).toEqual(new Set(["good"]));
  },
});

export const requestByHand = (host: number): Deed => ({
  says: `request by hand at host ${host}`,
  async run(reference, world, name) {
    expect(await world.requestByHand(host, name)).toBe(reference.requestByHand(name));
  },
});

export const tick = (...hosts: number[]): Deed => ({
  says: `tick at ${hosts.length} hosts`,
  async run(reference, world) {
    reference.tick();
    await world.tick(...hosts);
  },
});

export const pass = (seconds: number): Deed => ({
  says: `${seconds} s pass`,
  async run(reference, world) {
    move(reference, world, seconds * 1_000);
  },
});

/** To the moment at which the token is due, or its next attempt. */
export const passUntilDue: Deed = {
  says: "time passes until it is due",
  possible: (reference, name) => (reference.token(name).dueAt ?? 0) > reference.now,
  async run(reference, world, name) {
    move(reference, world, (reference.token(name).dueAt ?? reference.now) - reference.now);
  },
};

export const setOutage = (outage: Outage | null): Deed => ({
  says: outage === null ? "the provider is well" : `the provider's outage: ${outage}`,
  possible: (reference) => reference.outage !== outage,
  async run(reference, { endpoint }) {
    reference.outage = outage;
    if (outage === null) endpoint.setOutage(null);
    else endpoint.setOutage({ status: 503, body: "", lost: outage === "answers-lost" });
  },
});

export const setLifetime = (seconds: number): Deed => ({
  says: `tokens live ${seconds} s`,
  async run(reference, { endpoint }) {
    reference.lifetimeSeconds = seconds;
    endpoint.setLifetime(seconds);
  },
});

export const withdraw: Deed = {
  says: "the provider withdraws the grant",
  possible: (reference, name) => reference.token(name).grant === "alive",
  async run(reference, world, name) {
    reference.withdraw(name);
    await world.withdraw(name);
  },
};

export const newSecretAtProvider: Deed = {
  says: "the provider wants a new client secret",
  async run(reference, { endpoint }) {
    reference.secretWanted += 1;
    endpoint.setClientSecret(secretOf(reference.secretWanted));
  },
};

export const enterSecret: Deed = {
  says: "the provider's client secret is entered",
  async run(reference, world, name) {
    await world.edit(0, name, { clientSecret: secretOf(reference.secretWanted) });
    reference.enterSecret(name, reference.secretWanted);
  },
};

export const setValidity = (validity: Validity): Deed => ({
  says: `validity ${validity}`,
  async run(reference, world, name) {
    await world.edit(1, name, { validity });
    reference.token(name).validity = validity;
  },
});

export const setKeepFresh = (keepFresh: boolean): Deed => ({
  says: keepFresh ? "keep it fresh" : "refresh it on demand",
  async run(reference, world, name) {
    await world.edit(0, name, { keepFresh });
    reference.token(name).keepFresh = keepFresh;
  },
});

export const changeScope = (scope: string): Deed => ({
  says: `scope ${scope}`,
  async run(reference, world, name) {
    await world.edit(1, name, { scope });
    reference.changeScope(name, scope);
  },
});

export const rename = (to: string): Deed => ({
  says: `rename to ${to}`,
  possible: ({ tokens }) => !tokens.has(to),
  async run(reference, world, name) {
    await world.edit(0, name, { name: to });
    reference.rename(name, to);
  },
});

export const duplicate = (copy: string): Deed => ({
  says: `duplicate as ${copy}`,
  possible: ({ tokens }) => !tokens.has(copy),
  async run(reference, world, name) {
    await duplicateTokenConfig(world.at(1), name, copy);
    reference.duplicate(name, copy);
  },
});

export const remove: Deed = {
  says: "delete",
  possible: ({ tokens }) => tokens.size > 1,
  async run(reference, world, name) {
    await removeTokenConfig(world.at(0), name);
    reference.tokens.delete(name);
  },
};
