import { acceptedLanguage, type Language } from "@grantry/schema";
import { setupI18n } from "@lingui/core";
import { useSyncExternalStore } from "react";
import en from "./locales/en.json";

type MessageKey = keyof typeof en;

const stored = "grantry-language";
const i18n = setupI18n({ locale: "en", messages: { en } });

/** Loads the reader's language: the one chosen here before, else the browser's. English is always at hand. */
export async function startI18n(): Promise<void> {
  await chooseLanguage(storedLanguage() ?? acceptedLanguage(navigator.languages.join(",")) ?? "en");
}

export function currentLanguage(): Language {
  return i18n.locale === "de" ? "de" : "en";
}

/** Switches the language and remembers it on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  if (language === "de") {
    const { default: de } = await import("./locales/de.json");
    i18n.load("de", de);
  }
  i18n.activate(language);
  document.documentElement.lang = language;
  localStorage.setItem(stored, language);
}

/** The words of the current language; the component renders again when it changes. */
export function useTranslation() {
  useSyncExternalStore(whenLanguageChanges, currentLanguage);
  return { t: translate };
}

function translate(key: MessageKey, values?: Record<string, string | number>): string {
  return i18n._(key, values);
}

function whenLanguageChanges(listener: () => void): () => void {
  return i18n.on("change", listener);
}

function storedLanguage(): Language | undefined {
  const language = localStorage.getItem(stored);
  return language === "de" || language === "en" ? language : undefined;
}
