import type { Forecast } from "@grantry/schema";

/** A line is at most this long, octets, without its end (RFC 5545 §3.1). */
const LONGEST_LINE = 75;

/**
 * Forecasts as a calendar. The same forecast keeps its UID, so that a calendar moves an event when its date changes.
 * What the clock does by itself is no appointment.
 * @param origin of the pages, for links; `null`: none
 * @see RFC 5545 §3.1 (folding), §3.3.11 (escaping), §3.8.4.7 (UID); RFC 7986 §5.7 (REFRESH-INTERVAL)
 */
export function calendarOf(
  forecasts: readonly Forecast[],
  { now, origin, name }: { now: number; origin: string | null; name: string },
): string {
  const events = forecasts
    .filter(({ kind }) => kind !== "next-refresh")
    .flatMap(({ id, at, title, action, href }) => [
      "BEGIN:VEVENT",
      `UID:${escaped(`${id}@grantry`)}`,
      `DTSTAMP:${utc(now)}`,
      `DTSTART:${utc(Date.parse(at))}`,
      "DURATION:PT15M",
      `SUMMARY:${escaped(title)}`,
      `DESCRIPTION:${escaped(action)}`,
      ...(origin === null ? [] : [`URL:${origin}${href}`]),
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    ]);
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Grantry//Grantry//EN",
    "METHOD:PUBLISH",
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ...events,
    "END:VCALENDAR",
  ]
    .map((line) => `${fold(line)}\r\n`)
    .join("");
}

/** `20260131T235900Z` */
function utc(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, "");
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n");
}

/** Long lines go on after a line end and a space; a character is never cut in two. */
function fold(line: string): string {
  const encoder = new TextEncoder();
  let folded = "";
  let length = 0;
  for (const character of line) {
    const octets = encoder.encode(character).length;
    if (length + octets > LONGEST_LINE) {
      folded += "\r\n ";
      length = 1;
    }
    folded += character;
    length += octets;
  }
  return folded;
}
