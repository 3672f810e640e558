import { base64, type Credential, saslTexts } from "./sasl.ts";

/** Shorter ones would be found everywhere. */
const SHORTEST = 4;

/** What a server may say back of a credential: as it is, as a quoted string of IMAP, and as it was sent in base64. */
export function secretForms(credential: Credential, server: { host: string; port: number }): readonly string[] {
  const secret = (credential.kind === "password" ? credential.password : credential.accessToken).reveal();
  const forms = [secret, secret.replace(/["\\]/g, "\\$&"), base64(secret)];
  return [...forms, ...saslTexts(credential, server).map(base64)];
}

/** A server's words without these. To be done before they are cut: no part of one may stay at the cut. */
export function withoutSecrets(words: string, forms: readonly string[]): string {
  const longestFirst = forms.filter(({ length }) => length >= SHORTEST).toSorted((a, b) => b.length - a.length);
  return longestFirst.reduce((shown, form) => shown.replaceAll(form, "[secret]"), words);
}
