import { readFileSync } from "node:fs";

/** Watches how much memory a process holds. */
export interface MemoryWatch {
  /** The most that was seen, bytes. */
  readonly peakBytes: () => number;
  readonly stop: () => void;
}

/** Looks ten times a second, also after the process has been replaced by another. */
export function watchMemory(processId: () => number): MemoryWatch {
  let peak = residentBytes(processId());
  const timer = setInterval(() => {
    peak = Math.max(peak, residentBytes(processId()));
  }, 100);
  return { peakBytes: () => peak, stop: () => clearInterval(timer) };
}

/** What a process holds now, bytes; nothing when it is gone. */
export function residentBytes(processId: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${processId}/status`, "utf8"))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
