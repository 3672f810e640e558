import { currentLanguage } from "../i18n.ts";
import { exactTimeFormat, relativeTimeFormat } from "./time-formats.ts";
import { useNow } from "./use-now.ts";

const units = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** “in 42 minutes”, “3 hours ago”: in the largest unit that fits. */
export function timeInWords(instant: string, now: number, language: string): string {
  const seconds = Math.round((Date.parse(instant) - now) / 1000);
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return relativeTimeFormat(language).format(Math.trunc(seconds / size), unit);
}

export function exactTime(instant: string, language: string): string {
  return exactTimeFormat(language).format(new Date(instant));
}

/**
 * A time in words that keeps up; the exact one on hover.
 * @param hasHappened it is never told as still to come, by however much the browser's clock is behind the server's
 */
export function TimeInWords({ instant, hasHappened = false }: { instant: string; hasHappened?: boolean }) {
  const language = currentLanguage();
  const now = useNow();
  return (
    <time dateTime={instant} title={exactTime(instant, language)}>
      {timeInWords(instant, hasHappened ? Math.max(now, Date.parse(instant)) : now, language)}
    </time>
  );
}
