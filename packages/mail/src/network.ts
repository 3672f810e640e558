/** A connection to a mail server, as a host gives it. Its promises reject with a MailFault of the layer `network`. */
export interface MailSocket {
  /** Bytes as they come; `null`: the other side has closed. */
  read(): Promise<Uint8Array | null>;
  write(bytes: Uint8Array): Promise<void>;
  /** TLS from here on; the certificate must be valid for this name. The former socket is not used again. */
  startTls(serverName: string): Promise<MailSocket>;
  close(): void;
}

/** The way to mail servers, bound by the settings: private addresses, time limits. */
export interface MailNetwork {
  /**
   * The addresses to connect to, the first one first: resolved and each checked where the host can, so that a name
   * cannot change its address in between; else the name itself. At least one.
   */
  resolve(host: string, port: number): Promise<readonly string[]>;
  /** Connects to the first address that can be reached, all of them within the limit of time. */
  connect(addresses: readonly string[], port: number): Promise<MailSocket>;
  /** Whether a password or a token may travel there without TLS: this machine, or a private host that is listed. */
  allowsPlainText(host: string, port: number): boolean;
}

/** The way out by HTTPS: for mail servers that speak it. */
export type MailHttp = (request: {
  readonly method: "GET" | "POST" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly maxBodyBytes: number;
}) => Promise<MailHttpAnswer>;

export type MailHttpAnswer =
  | {
      readonly ok: true;
      readonly status: number;
      readonly headers: { get(name: string): string | null };
      readonly body: Uint8Array;
      readonly truncated: boolean;
    }
  | { readonly ok: false; readonly reason: NetworkReason; readonly host: string; readonly detail?: string };

export type NetworkReason = "timeout" | "dns" | "refused" | "tls" | "reset" | "blocked" | "unreachable";
