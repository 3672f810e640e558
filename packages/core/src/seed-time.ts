/** `YYYY-MM-DD HH:MM:SS` of an instant, UTC: how the seed system writes times. */
export function toSeedTime(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace("T", " ");
}

/**
 * The instant of a time that the seed system wrote, ms since 1970; `undefined` where it is none. A time that a clock
 * change skips or repeats is taken as before the change.
 * @param timeZone of that system: an IANA name, `UTC` by default there
 */
export function fromSeedTime(text: string, timeZone: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return undefined;
  const asUtc = Date.parse(`${text.replace(" ", "T")}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const guess = asUtc - offsetMs(asUtc, timeZone);
  return asUtc - offsetMs(guess, timeZone);
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false; // that is how Intl answers the question
  }
}

/** How far a zone's clocks are ahead of UTC at an instant. */
function offsetMs(at: number, timeZone: string): number {
  const shown = new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(at);
  return Date.parse(`${shown.replace(" ", "T")}Z`) - Math.floor(at / 1000) * 1000;
}
