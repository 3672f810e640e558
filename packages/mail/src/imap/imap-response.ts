import type { LineConnection } from "../line-connection.ts";
import { protocolFault } from "../mail-fault.ts";

/** One response: its text, and the literals that stood in it, each at a place `{0}`, `{1}` … */
export interface ImapResponse {
  readonly text: string;
  readonly literals: readonly Uint8Array[];
}

/** Literals in one response: a FETCH of ours has one, a folder's name may be another. */
const MOST_LITERALS = 8;

/**
 * Reads one response with its literals (RFC 3501 §4.3).
 * @param maxLiteralBytes a server that announces more is not read further
 */
export async function readResponse(connection: LineConnection, maxLiteralBytes: number): Promise<ImapResponse> {
  const literals: Uint8Array[] = [];
  let text = "";
  for (;;) {
    const line = await connection.readLine();
    const [announced, digits = ""] = /~?\{(\d+)\+?\}$/.exec(line) ?? [];
    if (announced === undefined) return { text: text + line, literals };
    const length = Number(digits);
    if (length > maxLiteralBytes || literals.length === MOST_LITERALS) {
      throw protocolFault(
        connection.host,
        `a literal of ${digits} bytes where at most ${maxLiteralBytes} were asked for`,
      );
    }
    text += `${line.slice(0, -announced.length)}{${literals.length}}`;
    literals.push(await connection.readBytes(length));
  }
}

/** What a FETCH response says of a message: only what is asked for here. `undefined`: it is no FETCH with a UID. */
export function fetchedMessage(
  response: ImapResponse,
): { uid: number; size: number | null; deleted: boolean; source: Uint8Array | null } | undefined {
  if (!/^\* \d+ FETCH \(/i.test(response.text)) return undefined;
  const uid = Number(/\bUID (\d+)/i.exec(response.text)?.[1]);
  if (!Number.isSafeInteger(uid)) return undefined;
  const size = /\bRFC822\.SIZE (\d+)/i.exec(response.text)?.[1];
  const source = /\bBODY\[\](?:<0>)? (?:\{(\d+)\}|"((?:[^"\\]|\\.)*)"|NIL)/i.exec(response.text);
  return {
    uid,
    size: size === undefined ? null : Number(size),
    deleted: /\bFLAGS \([^)]*\\Deleted/i.test(response.text),
    source: sourceOf(source, response.literals),
  };
}

function sourceOf(found: RegExpExecArray | null, literals: readonly Uint8Array[]): Uint8Array | null {
  if (!found) return null;
  const [, literal, quoted = ""] = found;
  if (literal !== undefined) return literals[Number(literal)] ?? null;
  return new TextEncoder().encode(quoted.replace(/\\(.)/g, "$1")); // an empty message: NIL, or ""
}

/** `1:3,7` for ascending numbers (RFC 3501 §9, sequence-set). */
export function sequenceSet(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}:${to}`)).join(",");
}
