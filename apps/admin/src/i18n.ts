import { acceptedLanguage, type Language } from "@grantry/schema";
import { setupI18n } from "@lingui/core";
import { useSyncExternalStore } from "react";
import en from "./locales/en.json";

/** Features that bring words of their own: `features/<name>/locales`, loaded with their pages. */
interface FeatureWords {
  activity: typeof import("./features/activity/locales/en.json");
  "app-registrations": typeof import("./features/app-registrations/locales/en.json");
  channels: typeof import("./features/channels/locales/en.json");
  files: typeof import("./features/files/locales/en.json");
  forecast: typeof import("./features/forecast/locales/en.json");
  history: typeof import("./features/history/locales/en.json");
  "key-ring": typeof import("./features/key-ring/locales/en.json");
  "mail-accounts": typeof import("./features/mail-accounts/locales/en.json");
  notifications: typeof import("./features/notifications/locales/en.json");
  search: typeof import("./features/search/locales/en.json");
  settings: typeof import("./features/settings/locales/en.json");
  tokens: typeof import("./features/tokens/locales/en.json");
  "web-services": typeof import("./features/web-services/locales/en.json");
}

export type Feature = keyof FeatureWords;
type KeysOf<F extends Feature> = F extends Feature ? keyof FeatureWords[F] : never;
export type MessageKey = keyof typeof en | KeysOf<Feature>;
type Words = Parameters<typeof i18n.load>[1];

const stored = "grantry-language";
const i18n = setupI18n({ locale: "en", messages: { en } });
const wordFiles = import.meta.glob<Words>(["./locales/de.json", "./features/*/locales/*.json"], { import: "default" });
const featuresInUse = new Set<Feature>();

/** Loads the reader's language: the one chosen here before, else the browser's. English is always at hand. */
export async function startI18n(): Promise<void> {
  await chooseLanguage(storedLanguage() ?? acceptedLanguage(navigator.languages.join(",")) ?? "en");
}

export function currentLanguage(): Language {
  return i18n.locale === "de" ? "de" : "en";
}

/** Switches the language and remembers it on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  const files = [...featuresInUse].map((feature) => fileOf(feature, language));
  if (language === "de") files.push("./locales/de.json");
  await Promise.all(files.map((file) => loadFile(file, language)));
  i18n.activate(language);
  document.documentElement.lang = language;
  localStorage.setItem(stored, language);
}

/** Loads the words of a feature in the current language, before one of its pages is shown. */
export async function loadWords(feature: Feature): Promise<void> {
  featuresInUse.add(feature);
  await loadFile(fileOf(feature, currentLanguage()), currentLanguage());
}

/** The words of the current language; the component renders again when it changes. */
export function useTranslation() {
  useSyncExternalStore(whenLanguageChanges, currentLanguage);
  return { t: translate };
}

/** The words of the current language, for what is no component. */
export function translate(key: MessageKey, values?: Record<string, string | number>): string {
  return i18n._(key, values);
}

function fileOf(feature: Feature, language: Language): string {
  return `./features/${feature}/locales/${language}.json`;
}

async function loadFile(file: string, language: Language): Promise<void> {
  const words = await wordFiles[file]?.();
  if (words) i18n.load(language, words);
}

function whenLanguageChanges(listener: () => void): () => void {
  return i18n.on("change", listener);
}

function storedLanguage(): Language | undefined {
  const language = localStorage.getItem(stored);
  return language === "de" || language === "en" ? language : undefined;
}
