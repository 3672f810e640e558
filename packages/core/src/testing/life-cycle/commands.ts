import type { Validity } from "@grantry/schema";
import fc from "fast-check";
import {
  authorize,
  changeScope,
  type Deed,
  duplicate,
  enterSecret,
  move,
  newSecretAtProvider,
  pass,
  passUntilDue,
  read,
  readTogether,
  remove,
  rename,
  requestByHand,
  setKeepFresh,
  setLifetime,
  setOutage,
  setValidity,
  tick,
  withdraw,
} from "./deeds.ts";
import type { Outage, Reference } from "./reference.ts";
import { FIRST_NAME, type World } from "./world.ts";

type Command = fc.AsyncCommand<Reference, World>;

/** A command that a moment passes before, and the comparison of everything follows. */
function command(which: number, deed: Deed): Command {
  const nameIn = ({ tokens }: Pick<Reference, "tokens">): string =>
    [...tokens.keys()][which % tokens.size] ?? FIRST_NAME;
  return {
    toString: () => `${deed.says} (#${which})`,
    check: (reference) => deed.possible?.(reference, nameIn(reference)) ?? true,
    async run(reference, world) {
      move(reference, world, 1);
      await deed.run(reference, world, nameIn(reference));
      await world.compare(reference);
    },
  };
}

const names = fc.constantFrom("Support", "Sales", "Billing");
const host = fc.constantFrom(0, 1);
/** Moments, the life of a token, a day: each as likely. */
const seconds = fc.oneof(...[90, 7_200, 90_000].map((max) => fc.integer({ min: 1, max })));

/** Up to so many commands, each to any configuration; what programs do all day is the most of it. */
export function commands(most: number): fc.Arbitrary<Iterable<Command>> {
  const deeds: [weight: number, deed: fc.Arbitrary<Deed>][] = [
    [8, host.map(read)],
    [8, fc.integer({ min: 2, max: 8 }).map(readTogether)],
    [8, fc.constant(passUntilDue)],
    [8, seconds.map(pass)],
    [6, fc.constantFrom(tick(0), tick(1), tick(0, 1))],
    [5, host.map(authorize)],
    [4, host.map(requestByHand)],
    [4, fc.constantFrom<Outage | null>(null, null, "busy", "answers-lost").map(setOutage)],
    [1, fc.constantFrom(5, 50, 120, 3_600, 200_000).map(setLifetime)],
    [1, fc.constant(withdraw)],
    [1, fc.constant(newSecretAtProvider)],
    [2, fc.constant(enterSecret)],
    [2, fc.constantFrom<Validity>("valid", "valid", "valid", "invalid", "invalid-temporarily").map(setValidity)],
    [1, fc.boolean().map(setKeepFresh)],
    [1, fc.constantFrom("mail", "mail calendar").map(changeScope)],
    [1, names.map(rename)],
    [2, names.map(duplicate)],
    [1, fc.constant(remove)],
  ];
  const deed = fc.oneof(...deeds.map(([weight, arbitrary]) => ({ weight, arbitrary })));
  const one = fc.tuple(fc.nat({ max: 3 }), deed).map(([which, chosen]) => command(which, chosen));
  return fc.commands([one], { maxCommands: most, size: "max" });
}
