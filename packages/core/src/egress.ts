/** What the settings say about outgoing requests. */
export interface EgressRules {
  readonly timeoutMs: number;
  readonly proxy: string | null;
  readonly noProxy: readonly string[];
  /** `host`, `host:port` or `http://host:port`. */
  readonly allowedPrivateHosts: readonly string[];
  /** Loopback, and http there: while the product's own FQDN is loopback. */
  readonly loopbackAllowed: boolean;
}

/** What of TLS differs from what the host does by itself. */
export interface TlsOptions {
  readonly verify: boolean;
  /** Certificates of an own authority, PEM; empty: those that the host trusts. */
  readonly ca: string;
}

/** A request to a web service, its body in pieces where it comes in pieces. */
export interface StreamedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null;
  readonly tls: TlsOptions;
  /** Ends the exchange, its answer's body too. */
  readonly signal?: AbortSignal | undefined;
}

export type StreamedAnswer =
  | {
      readonly ok: true;
      readonly status: number;
      readonly headers: readonly (readonly [name: string, value: string])[];
      /** As it came: not decompressed. `null`: there is none. */
      readonly body: ReadableStream<Uint8Array> | null;
    }
  | {
      readonly ok: false;
      readonly reason:
        | "timeout"
        | "dns"
        | "refused"
        | "tls"
        | "reset"
        | "blocked"
        | "unreachable"
        | "tls-options"
        | "unsendable"
        | "left";
      readonly host: string;
      readonly detail?: string;
    };

/**
 * The way out for what may be larger than memory: the same rules about addresses as `Send`, no redirect followed,
 * nothing decompressed. The rules' time limit holds until the answer begins, and then between two pieces of it. Never
 * throws for what happens on the network.
 */
export type Stream = (request: StreamedRequest) => Promise<StreamedAnswer>;
