/** `YYYY-MM-DD HH:MM:SS` of an instant, UTC: how the seed system writes times. */
export function toSeedTime(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace("T", " ");
}

/** Gives the instant of a time that the seed system wrote, ms since 1970; `undefined` where it is none. */
export type ReadSeedTime = (text: string) => number | undefined;

/**
 * Reads times that the seed system wrote in one zone. A time that a clock change skips or repeats is taken as before
 * the change.
 * @param timeZone of that system: an IANA name, `UTC` by default there
 * @returns `undefined` where there is no such zone
 */
export function seedTimeReader(timeZone: string): ReadSeedTime | undefined {
  const clock = clockOf(timeZone);
  if (!clock) return undefined;
  /** How far the zone's clocks are ahead of UTC at an instant. */
  const offsetMs = (at: number) => Date.parse(`${clock.format(at).replace(" ", "T")}Z`) - Math.floor(at / 1000) * 1000;
  return (text) => {
    if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return undefined;
    const asUtc = Date.parse(`${text.replace(" ", "T")}Z`);
    if (Number.isNaN(asUtc)) return undefined;
    const guess = asUtc - offsetMs(asUtc);
    return asUtc - offsetMs(guess);
  };
}

/** Made once for a whole list: to make one takes longer than to use it a hundred times. */
function clockOf(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short", timeStyle: "medium" });
  } catch {
    return undefined; // that is how Intl says that it knows no such zone
  }
}
