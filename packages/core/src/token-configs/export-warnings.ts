import { type Language, say, type WordParameters, type Words } from "@grantry/schema";
import type { Plain, PlainObject } from "@grantry/token-config-file";

interface Warning {
  readonly words: Words;
  readonly parameters: WordParameters;
}

const sameName: Words = {
  en: "In the other system the names {names} are one: it compares them without case and accents, and would import one of them alone.",
  de: "Im anderen System sind die Namen {names} einer: Es vergleicht ohne Groß- und Kleinschreibung und Akzente und würde nur einen davon importieren.",
};
const astral: Words = {
  en: "“{name}” holds characters such as emoji, which the other system replaces.",
  de: "„{name}“ enthält Zeichen wie Emoji, die das andere System ersetzt.",
};

const others: Words = {
  en: "Warnings that do not fit here: {count}. The command grantry token-config export prints all of them.",
  de: "Warnungen, die hier keinen Platz haben: {count}. Der Befehl grantry token-config export gibt alle aus.",
};

/**
 * Warnings as the value of a header, which is ASCII: percent-encoded JSON.
 * @param most its characters; what does not fit is counted in one more warning. Proxies take some thousand in all
 */
export function warningsHeader(warnings: readonly string[], { language, most }: { language: Language; most: number }) {
  const encoded = (some: readonly string[]) => encodeURIComponent(JSON.stringify(some));
  const fitting: string[] = [];
  for (const warning of warnings) {
    if (encoded([...fitting, warning]).length > most) break;
    fitting.push(warning);
  }
  const left = warnings.length - fitting.length;
  return encoded(left === 0 ? fitting : [...fitting, say(others, language, { count: left })]);
}

/** What the seed system would do to these entries without a word (measured). */
export function exportWarnings(entries: readonly PlainObject[]): Warning[] {
  const names = entries.map((entry) => String(entry["Name"]));
  const alike = Map.groupBy(names, (name) => name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trimEnd());
  return [
    ...[...alike.values()]
      .filter((group) => group.length > 1)
      .map((group) => ({ words: sameName, parameters: { names: group.map((name) => `“${name}”`).join(", ") } })),
    ...entries.filter(holdsAstral).map((entry) => ({ words: astral, parameters: { name: String(entry["Name"]) } })),
  ];
}

function holdsAstral(value: Plain): boolean {
  if (typeof value === "string") return /[\u{10000}-\u{10FFFF}]/u.test(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([member, item]) => holdsAstral(member) || holdsAstral(item as Plain));
}
