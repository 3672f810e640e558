import type { HostileProvider } from "./hostile-provider/hostile-provider.ts";
import type { Product } from "./running-product.ts";

/** The product's API as a program uses it, with a key of its own. */
export class Api {
  readonly #origin: string;
  readonly #key: string;

  constructor(origin: string, key: string) {
    this.#origin = origin;
    this.#key = key;
  }

  /** Makes a key on the console: one that may read and write configurations and read tokens, unless told otherwise. */
  static async of(
    product: Pick<Product, "origin" | "console">,
    scopes: readonly string[] = ["token-configs:read", "token-configs:write", "tokens:read"],
  ): Promise<Api> {
    const { stdout, stderr, code } = await product.console(["api-key", "create", "tests", "--scope", scopes.join()]);
    if (code !== 0) throw new Error(stderr);
    return new Api(product.origin, stdout.trim());
  }

  /** The same key at another host of the deployment. */
  at(origin: string): Api {
    return new Api(origin, this.#key);
  }

  ask(method: string, path: string, body?: object, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(`${this.#origin}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#key}`, "content-type": "application/json", ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  /** Adds a configuration at the hostile provider. */
  async configure(provider: Pick<HostileProvider, "tokenUrl" | "authorizationUrl">, name: string): Promise<void> {
    const { tokenUrl, authorizationUrl } = provider;
    const client = { template: "custom", clientId: "the-client", clientSecret: "the-client-secret", scope: "mail" };
    const urls = { authorizationUrl, tokenUrl, refreshUrl: tokenUrl };
    const added = await this.ask("POST", "/token-configs", { ...client, ...urls, name, keepFresh: false });
    if (added.status !== 201) throw new Error(await added.text());
  }

  /** A configuration as a file, without its client secret. */
  async exportFile(name: string): Promise<string> {
    return (await this.ask("POST", "/token-configs/exports", { tokenConfigs: [name] })).text();
  }

  importFile(file: string): Promise<Response> {
    return fetch(`${this.#origin}/api/v1/token-configs/imports`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.#key}`, "content-type": "application/yaml" },
      body: file,
    });
  }

  /** Takes over the grants of a token list as the seed system prints it. */
  takeOver(list: string): Promise<Response> {
    return fetch(`${this.#origin}/api/v1/token-imports`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.#key}`, "content-type": "text/plain" },
      body: list,
    });
  }

  /** Authorizes a configuration as a browser does. Gives the words of the page that it ends on. */
  async authorize(name: string): Promise<string> {
    const started = await this.ask("POST", `/token-configs/${encodeURIComponent(name)}/authorizations`);
    const { authorizationUrl } = await started.json();
    const redirect = await fetch(authorizationUrl, { redirect: "manual" });
    const cookie = started.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const page = await fetch(redirect.headers.get("location") ?? "", { headers: { cookie } });
    return page.text();
  }
}
