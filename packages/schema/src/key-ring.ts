import * as z from "zod";
import { instant, jsonContent, needs } from "./route.ts";

/** Where a rotation of the sealing key stands. */
export const keyRingStates = [
  "at-rest",
  "key-missing",
  "key-not-here",
  "hosts-lack-key",
  "to-promote",
  "hosts-seal-otherwise",
  "to-reseal",
  "to-let-go",
] as const;

export const keyRingView = z
  .object({
    source: z.enum(["file", "environment"]).describe("environment: the keys are rotated by whoever sets GRANTRY_KEYS"),
    state: z.enum(keyRingStates),
    says: z.string().describe("where it stands and what is next, in the reader's language"),
    keys: z.array(
      z.object({
        id: z.string(),
        isSealing: z.boolean().describe("the first of the ring: what is written is sealed with it"),
        isMissing: z.boolean().describe("values are sealed with it, but the ring does not hold it"),
        values: z.int().describe("how many values are sealed with it"),
      }),
    ),
    hosts: z.array(z.object({ name: z.string(), keys: z.array(z.string()), seenAt: instant })),
    rotation: z.object({ keyId: z.string(), startedAt: instant, startedBy: z.string() }).nullable(),
  })
  .meta({ id: "KeyRing" });
export type KeyRingView = z.infer<typeof keyRingView>;

export const getKeyRingRoute = {
  method: "get",
  path: "/key-ring",
  summary: "The keys that seal what is stored: their names, never the keys",
  ...needs("admin"),
  responses: { 200: { description: "The key ring", content: jsonContent(keyRingView) } },
} as const;

export const startKeyRotationRoute = {
  method: "post",
  path: "/key-ring/rotations",
  summary: "Rotate the key that seals; what is under way goes on",
  ...needs("admin"),
  responses: { 202: { description: "It goes on in the background", content: jsonContent(keyRingView) } },
  refuses: ["key-ring-in-environment"],
} as const;
