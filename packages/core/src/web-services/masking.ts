/** What stands in place of a secret. */
export const masked = "[secret]";

const secretHeaders = /^(authorization|proxy-authorization|cookie|set-cookie|x-api-key|api-key)$/i;
/** Shorter ones would be found everywhere. */
const SHORTEST = 4;

/** Hides secrets in what is shown and logged, also as URLs, forms, JSON and XML write them. */
export class Masking {
  readonly #forms: string[];

  constructor(secrets: readonly string[]) {
    const forms = secrets
      .filter(({ length }) => length >= SHORTEST)
      .flatMap((secret) => [
        secret,
        encodeURIComponent(secret.toWellFormed()),
        new URLSearchParams([["", secret]]).toString().slice(1),
        JSON.stringify(secret).slice(1, -1),
        JSON.stringify(secret).slice(1, -1).replaceAll("/", "\\/"),
        secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
      ]);
    this.#forms = [...new Set(forms)].sort((a, b) => b.length - a.length); // a longer one may hold a shorter one
  }

  /** How much more than what is kept has to be read, so that no secret is cut in two. */
  get longest(): number {
    return this.#forms[0]?.length ?? 0;
  }

  text(text: string): string {
    return this.#forms.reduce((shown, form) => shown.replaceAll(form, masked), text);
  }

  headers(headers: readonly (readonly [name: string, value: string])[]): { name: string; value: string }[] {
    return headers.map(([name, value]) => ({ name, value: secretHeaders.test(name) ? masked : this.text(value) }));
  }
}
