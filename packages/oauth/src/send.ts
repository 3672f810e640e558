/** A request to a provider. The host adds its time limit, its rules about addresses, and follows no redirect. */
export interface OutgoingRequest {
  readonly method: "GET" | "POST" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What is read at most; more is cut off and `truncated` says so. */
  readonly maxBodyBytes: number;
}

export type OutgoingAnswer =
  | {
      readonly ok: true;
      readonly status: number;
      readonly headers: Headers;
      readonly body: Uint8Array;
      readonly truncated: boolean;
    }
  | {
      readonly ok: false;
      readonly reason: "timeout" | "dns" | "refused" | "tls" | "reset" | "blocked" | "unreachable";
      readonly host: string;
      readonly detail?: string;
      /** Host of the proxy that the request went through; `null`: none; `undefined`: this host does not know proxies. */
      readonly proxy?: string | null;
    };

/** The one way out. Never throws for what happens on the network. */
export type Send = (request: OutgoingRequest) => Promise<OutgoingAnswer>;
