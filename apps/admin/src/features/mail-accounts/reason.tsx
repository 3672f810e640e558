import type { Problem } from "@grantry/schema";

/** Why something failed that was not asked for just now, and what to do: in small, beside what it is about. */
export function Reason({ problem }: { problem: Problem | null }) {
  if (!problem) return null;
  return (
    <p className="note" style={{ margin: 0 }}>
      {problem.detail} {problem.action}
    </p>
  );
}
