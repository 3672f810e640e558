const DAY_MS = 86_400_000;
const MOST_DAYS = 1_000;
const days = new Map<number, string>();
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

/** An instant, whole milliseconds, as the contracts want it: RFC 3339, UTC. */
export function toInstant(ms: number): string;
export function toInstant(ms: number | null): string | null;
export function toInstant(ms: number | null): string | null {
  if (ms === null) return null;
  const day = Math.floor(ms / DAY_MS);
  const time = ms - day * DAY_MS;
  const seconds = Math.floor(time / 1000);
  const hour = twoDigits[Math.floor(seconds / 3600)];
  const minute = twoDigits[Math.floor(seconds / 60) % 60];
  return `${dayOf(day)}T${hour}:${minute}:${twoDigits[seconds % 60]}.${String(time % 1000).padStart(3, "0")}Z`;
}

/** A page has hundreds of instants within few days, and `Date` takes longest to find the day. */
function dayOf(day: number): string {
  const known = days.get(day);
  if (known) return known;
  const [date = ""] = new Date(day * DAY_MS).toISOString().split("T");
  if (days.size >= MOST_DAYS) days.clear();
  days.set(day, date);
  return date;
}
