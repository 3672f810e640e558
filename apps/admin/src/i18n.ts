import { acceptedLanguage, type Language } from "@grantry/schema";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import en from "./locales/en.json";

const stored = "grantry-language";

/** Loads the reader's language: the one chosen here before, else the browser's. English is always at hand. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: { translation: en } },
    keySeparator: false, // keys hold dots of their own
    interpolation: { escapeValue: false }, // React escapes
  });
  await chooseLanguage(storedLanguage() ?? acceptedLanguage(navigator.languages.join(",")) ?? "en");
}

export function currentLanguage(): Language {
  return i18next.language === "de" ? "de" : "en";
}

/** Switches the language and remembers it on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  if (language === "de" && !i18next.hasResourceBundle("de", "translation")) {
    const { default: de } = await import("./locales/de.json");
    i18next.addResourceBundle("de", "translation", de);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem(stored, language);
}

function storedLanguage(): Language | undefined {
  const language = localStorage.getItem(stored);
  return language === "de" || language === "en" ? language : undefined;
}
