/** The languages that the product speaks. */
export const languages = ["en", "de"] as const;
export type Language = (typeof languages)[number];

/** A text in every language. `{name}` stands for the parameter of that name. */
export type Words = Readonly<Record<Language, string>>;

/** What fills the `{name}` places of a text. */
export type WordParameters = Readonly<Record<string, string | number>>;

/** The text in one language, its places filled; a place without a parameter stays as it is, so that it is noticed. */
export function say(words: Words, language: Language, parameters: WordParameters = {}): string {
  return words[language].replace(/\{(\w+)\}/g, (place, name: string) => String(parameters[name] ?? place));
}

/**
 * The first language of an `Accept-Language` header that the product speaks (RFC 9110 §12.5.4), weights honoured.
 * `undefined` when the header names none of them.
 */
export function acceptedLanguage(header: string | null | undefined): Language | undefined {
  const wanted = (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const weight = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
      return { primary: tag.split("-")[0] ?? "", weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { primary } of wanted) {
    const spoken = languages.find((known) => known === primary);
    if (spoken) return spoken;
  }
  return undefined;
}
