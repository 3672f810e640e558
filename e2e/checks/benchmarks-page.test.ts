import { expect, test } from "vitest";
import { withSection } from "../bench/benchmarks-page.ts";

test("each program replaces its own section of the page and keeps the others", () => {
  const first = withSection("# Benchmarks\n", "speed", "fast");
  const both = withSection(first, "proofs", "## Proofs\n\nproven");
  const again = withSection(both, "speed", "faster");
  expect(again).toContain("faster");
  expect(again).not.toContain("fast\n");
  expect(again).toContain("proven");
  expect(withSection(again, "speed", "fast")).toBe(both);
});
