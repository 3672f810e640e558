import {
  type HeldKey,
  type HostRow,
  heldKeys,
  hostsSeenSince,
  type KeyRotationRow,
  openKeyRotation,
  sealedValuesByKey,
} from "@grantry/db";
import type { Context } from "../context.ts";

/** A host announces itself each minute; one that was silent for longer than this is gone. */
const HOST_IS_GONE_AFTER_MS = 150_000;

/** What is known of the keys: of this program's ring, of the hosts that serve, of what is stored. */
export interface KeyRingFacts {
  /** Whether this program can change its ring, or its environment holds it. */
  readonly source: "file" | "environment";
  /** In the order of the ring: the first one seals. */
  readonly keys: readonly HeldKey[];
  readonly hosts: readonly HostRow[];
  readonly rotation: KeyRotationRow | undefined;
  /** How many values each key sealed. */
  readonly values: ReadonlyMap<string, number>;
}

/** Where a rotation stands, and so what is next. */
export type KeyRingState =
  | { readonly kind: "at-rest" }
  /** Values are sealed with keys that this ring does not hold. */
  | { readonly kind: "key-missing"; readonly keyIds: readonly string[] }
  /** The new key is in no ring that this program knows. */
  | { readonly kind: "key-not-here"; readonly keyId: string }
  | { readonly kind: "hosts-lack-key"; readonly keyId: string; readonly hosts: readonly string[] }
  | { readonly kind: "to-promote"; readonly keyId: string }
  | { readonly kind: "hosts-seal-otherwise"; readonly keyId: string; readonly hosts: readonly string[] }
  | { readonly kind: "to-reseal"; readonly keyId: string; readonly left: number }
  | { readonly kind: "to-let-go"; readonly keyIds: readonly string[] };

/** Round trips: rotation, hosts, and one statement that reads every sealed column. */
export async function keyRingFacts({ db, platform }: Pick<Context, "db" | "platform">): Promise<KeyRingFacts> {
  return {
    source: platform.keyRingFile === null ? "environment" : "file",
    keys: await heldKeys(platform.keys),
    hosts: await hostsSeenSince(db, platform.now() - HOST_IS_GONE_AFTER_MS),
    rotation: await openKeyRotation(db),
    values: await sealedValuesByKey(db),
  };
}

/**
 * Where a rotation stands. All of it follows from facts, so whoever looks next goes on where another was killed. A key
 * seals only once every host opens with it, and values are resealed only once every host seals with it: else one host
 * would undo what another does.
 */
export function keyRingStateOf({ source, keys, hosts, rotation, values }: KeyRingFacts): KeyRingState {
  const missing = [...values.keys()].filter((id) => !keys.some((key) => key.id === id));
  if (missing.length > 0) return { kind: "key-missing", keyIds: missing };
  const [sealing] = keys;
  if (!sealing) return { kind: "at-rest" };

  const wanted = source === "file" ? rotation : undefined;
  if (wanted && !keys.some((key) => isSame(key, { id: wanted.keyId, fingerprint: wanted.fingerprint }))) {
    return { kind: "key-not-here", keyId: wanted.keyId };
  }
  for (const key of keys) {
    const lacking = namesOf(hosts.filter((host) => !host.keys.some((held) => isSame(held, key))));
    if (lacking.length > 0) return { kind: "hosts-lack-key", keyId: key.id, hosts: lacking };
  }
  if (wanted && sealing.id !== wanted.keyId) return { kind: "to-promote", keyId: wanted.keyId };

  const others = namesOf(hosts.filter((host) => !host.keys[0] || !isSame(host.keys[0], sealing)));
  if (others.length > 0) return { kind: "hosts-seal-otherwise", keyId: sealing.id, hosts: others };
  const left = [...values].filter(([id]) => id !== sealing.id).reduce((sum, [, count]) => sum + count, 0);
  if (left > 0) return { kind: "to-reseal", keyId: sealing.id, left };
  if (keys.length > 1 || wanted) return { kind: "to-let-go", keyIds: keys.slice(1).map(({ id }) => id) };
  return { kind: "at-rest" };
}

function isSame(one: HeldKey, other: HeldKey): boolean {
  return one.id === other.id && one.fingerprint === other.fingerprint;
}

function namesOf(hosts: readonly HostRow[]): string[] {
  return hosts.map(({ name }) => name);
}
