/** “in 42 minutes”. */
export const relativeTimeFormat = perLanguage(
  (language) => new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "long" }),
);

/** “28 Nov 2026, 14:03:00”. */
export const exactTimeFormat = perLanguage(
  (language) => new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium" }),
);

/**
 * Has the browser read what it knows of the language's numbers and dates, each in a task of its own, while answers are
 * waited for: together they take a phone longer than the first table, which would be drawn that much later.
 */
export function prepareFormats(language: string): void {
  const formats = [
    () => new Intl.NumberFormat(language), // messages with numbers have their own
    () => new Intl.PluralRules(language),
    () => relativeTimeFormat(language),
    () => exactTimeFormat(language),
  ];
  for (const make of formats) setTimeout(make);
}

/** Making a format costs a hundred times what using it does, and tables of times use theirs each second. */
function perLanguage<Format>(make: (language: string) => Format): (language: string) => Format {
  const made = new Map<string, Format>();
  return (language) => {
    const format = made.get(language) ?? make(language);
    made.set(language, format);
    return format;
  };
}
