import type { KeyRing, RingKey, Sealed } from "@grantry/db";
import type { MailNetwork } from "@grantry/mail";
import type { Send } from "@grantry/oauth";
import type { EgressRules, Stream } from "./egress.ts";
import type { Log } from "./log.ts";
import type { Tracer } from "./tracer.ts";

/** The file that a key ring lies in. */
export interface KeyRingFile {
  readonly path: string;
  /** Replaces the ring, whole or not at all, and on the disk when it returns. */
  readonly write: (keys: readonly RingKey[]) => void;
}

/** A sealed answer on disk. */
export interface SpoolEntry {
  /** Begins with the id of its configuration and a dot. */
  readonly id: string;
  readonly sealed: Sealed;
}

/** Answers that the database has not taken yet. They outlive the process. */
export interface Spool {
  /** Resolves when the entry is on disk. */
  readonly keep: (id: string, sealed: Sealed) => Promise<void>;
  readonly forget: (id: string) => Promise<void>;
  /** Of one configuration or of all, the oldest first. */
  readonly entries: (configId?: string) => Promise<readonly SpoolEntry[]>;
}

/**
 * What a host provides. Everything that differs between Node and workerd, and between a test and the world. Node has one
 * for the process, workerd one for each request: there, a request that awaits what another one began is cancelled as
 * hung, so callers share work only through the database.
 */
export interface Platform {
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
  readonly randomBytes: (length: number) => Uint8Array<ArrayBuffer>;
  /** SHA-256 as base64url. At once on Node, where WebCrypto takes forty times as long for a key or a state. */
  readonly hashOf: (value: string) => string | Promise<string>;
  /** Resolves after this many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  /** The way out, bound by these rules. */
  readonly sendWith: (rules: EgressRules) => Send;
  /**
   * Whether the way out would refuse this address, as far as that can be told beforehand: within `rules.timeoutMs`, and
   * of a name that is not known, no.
   */
  readonly refusesAddress: (url: URL, rules: EgressRules) => Promise<boolean>;
  /** The way out for what may be larger than memory, bound by the same rules. */
  readonly streamWith: (rules: EgressRules) => Stream;
  /** Whether `streamWith` can trust an own authority, or check nothing: workerd takes its platform's certificates. */
  readonly takesTlsOptions: boolean;
  /** The way to mail servers, bound by these rules. */
  readonly mailNetworkWith: (rules: EgressRules) => MailNetwork;
  /** The largest message that fits into the host's memory and time, bytes. */
  readonly maxMessageBytes: number;
  readonly keys: KeyRing;
  /** `null`: the ring comes from the environment, which the program cannot change. */
  readonly keyRingFile: KeyRingFile | null;
  /** `null` where there is no disk. */
  readonly spool: Spool | null;
  /** Access tokens that live shorter are left by the clock to be renewed when read; ms. */
  readonly keptFreshFromMs: number;
  /** Work that must reach its end although the caller may leave. */
  readonly afterResponse: (work: Promise<unknown>) => void;
  readonly log: Log;
  readonly tracer: Tracer;
  /** Host and port under which this machine's browsers reach the product, while it listens on loopback. */
  readonly loopbackHost: string | null;
  /** Origin of the practice provider, where one runs. */
  readonly practiceOrigin: string | null;
}
