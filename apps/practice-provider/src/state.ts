import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Adapter, AdapterPayload, JWK } from "oidc-provider";

interface Entry {
  readonly payload: AdapterPayload;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

/** The provider's keys, made at the first start and kept. */
export interface ProviderKeys {
  readonly jwks: JWK[];
  readonly cookieKeys: string[];
}

export function providerKeys(folder: string): ProviderKeys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "keys.json");
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8")) as ProviderKeys; // written below
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk: JWK = { ...(privateKey.export({ format: "jwk" }) as JWK), use: "sig", alg: "RS256", kid: "practice" };
  const keys = { jwks: [jwk], cookieKeys: [randomBytes(32).toString("base64url")] };
  writeFileSync(path, JSON.stringify(keys), { mode: 0o600 });
  return keys;
}

const now = (): number => Math.floor(Date.now() / 1000);

/** Everything the provider remembers: in memory, and in one file that each change is written to soon after. */
export class ProviderState {
  readonly #path: string;
  readonly #entries: Map<string, Entry>;
  #writing: NodeJS.Timeout | undefined;

  constructor(folder: string) {
    this.#path = join(folder, "state.json");
    const stored = existsSync(this.#path) ? (JSON.parse(readFileSync(this.#path, "utf8")) as [string, Entry][]) : [];
    this.#entries = new Map(stored.filter(([, entry]) => entry.expiresAt > now()));
  }

  get(key: string): AdapterPayload | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    if (entry.expiresAt > now()) return entry.payload;
    this.#entries.delete(key);
    return undefined;
  }

  set(key: string, payload: AdapterPayload, expiresInSeconds: number | undefined): void {
    this.#entries.set(key, {
      payload,
      expiresAt: expiresInSeconds ? now() + expiresInSeconds : Number.MAX_SAFE_INTEGER,
    });
    this.#writeSoon();
  }

  delete(key: string): void {
    this.#entries.delete(key);
    this.#writeSoon();
  }

  /** Removes every entry of a grant, as a provider does that withdraws a permission. */
  revokeGrant(grantId: string): void {
    for (const [key, { payload }] of this.#entries) if (payload.grantId === grantId) this.#entries.delete(key);
    this.#writeSoon();
  }

  /** Removes every grant. */
  revokeAll(): void {
    for (const [key, { payload }] of this.#entries)
      if (payload.grantId !== undefined || key.startsWith("Grant:")) this.#entries.delete(key);
    this.#writeSoon();
  }

  find(model: string, member: "uid" | "userCode", value: string): AdapterPayload | undefined {
    for (const [key, { payload }] of this.#entries) {
      if (key.startsWith(`${model}:`) && payload[member] === value) return this.get(key);
    }
    return undefined;
  }

  flush(): void {
    clearTimeout(this.#writing);
    this.#writing = undefined;
    writeFileSync(`${this.#path}.new`, JSON.stringify([...this.#entries]), { mode: 0o600 });
    renameSync(`${this.#path}.new`, this.#path);
  }

  #writeSoon(): void {
    this.#writing ??= setTimeout(() => this.flush(), 200);
  }
}

/** The provider's way to its state, one model at a time. */
export function adapterOn(state: ProviderState): (model: string) => Adapter {
  return (model) => {
    const keyOf = (id: string) => `${model}:${id}`;
    return {
      async upsert(id, payload, expiresIn) {
        state.set(keyOf(id), payload, expiresIn);
      },
      async find(id) {
        return state.get(keyOf(id));
      },
      async findByUid(uid) {
        return state.find(model, "uid", uid);
      },
      async findByUserCode(userCode) {
        return state.find(model, "userCode", userCode);
      },
      async consume(id) {
        const payload = state.get(keyOf(id));
        if (payload)
          state.set(keyOf(id), { ...payload, consumed: now() }, payload.exp ? payload.exp - now() : undefined);
      },
      async destroy(id) {
        state.delete(keyOf(id));
      },
      async revokeByGrantId(grantId) {
        state.revokeGrant(grantId);
      },
    };
  };
}
