import type { StreamedAnswer } from "../egress.ts";
import type { Headers } from "./call.ts";

/** An answer that was read, as far as it is read at all. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly truncated: boolean;
}

/** Reads an answer to its end or to the limit, and lets go of what comes after. */
export async function receive(
  answer: Extract<StreamedAnswer, { ok: true }>,
  limits: { maxBytes: number; host: string; signal: AbortSignal },
): Promise<Received | Extract<StreamedAnswer, { ok: false }>> {
  const { status, headers } = answer;
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = answer.body?.getReader();
  try {
    while (reader && length <= limits.maxBytes) {
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value);
      length += value.length;
    }
    await reader?.cancel();
  } catch {
    return { ok: false, reason: limits.signal.aborted ? "timeout" : "reset", host: limits.host };
  }
  const bytes = new Uint8Array(Math.min(length, limits.maxBytes));
  let offset = 0;
  for (const piece of pieces) {
    const fitting = piece.subarray(0, bytes.length - offset);
    bytes.set(fitting, offset);
    offset += fitting.length;
  }
  return { status, headers, bytes, truncated: length > limits.maxBytes };
}

/** The first header of that name. */
export function headerOf(headers: Headers, wanted: string): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
}
