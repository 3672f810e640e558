import type { ProviderKind } from "./simulated-provider.ts";

const HOUR = 3_600;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** One kind in the simulated year: the provider, and how the product is told to keep its tokens. */
export interface SimulatedKind extends ProviderKind {
  readonly keepFresh: boolean;
  /** Of a hundred grants: tokens that live an hour and are always kept fresh cost the most requests. */
  readonly share: number;
}

/** Ten kinds, after what real providers do. */
export const providerKinds: readonly SimulatedKind[] = [
  {
    name: "google",
    lifetimeSeconds: HOUR,
    rotation: "keep",
    idleMs: 180 * DAY_MS,
    outage: "503",
    keepFresh: false,
    share: 20,
  },
  { name: "google-fresh", lifetimeSeconds: HOUR, rotation: "keep", outage: "429", keepFresh: true, share: 1 },
  {
    name: "entra",
    lifetimeSeconds: HOUR,
    rotation: "keep",
    idleMs: 90 * DAY_MS,
    secretMs: 180 * DAY_MS,
    outage: "503",
    keepFresh: false,
    share: 20,
  },
  {
    name: "entra-spa",
    lifetimeSeconds: HOUR,
    rotation: 0,
    endsMs: 30 * DAY_MS,
    outage: "timeout",
    keepFresh: false,
    share: 5,
  },
  {
    name: "okta",
    lifetimeSeconds: 2 * HOUR,
    rotation: MINUTE_MS,
    idleMs: 7 * DAY_MS,
    outage: "answer-lost",
    keepFresh: false,
    share: 10,
  },
  {
    name: "auth0",
    lifetimeSeconds: 24 * HOUR,
    rotation: 0,
    idleMs: 15 * DAY_MS,
    outage: "html",
    keepFresh: true,
    share: 10,
  },
  {
    name: "atlassian",
    lifetimeSeconds: 8 * HOUR,
    rotation: 10 * MINUTE_MS,
    idleMs: 30 * DAY_MS,
    outage: "answer-lost",
    keepFresh: true,
    share: 5,
  },
  {
    name: "xero",
    lifetimeSeconds: HOUR / 2,
    rotation: 30 * MINUTE_MS,
    idleMs: 60 * DAY_MS,
    outage: "answer-lost",
    keepFresh: false,
    share: 10,
  },
  {
    name: "two-days",
    lifetimeSeconds: 48 * HOUR,
    rotation: 0,
    idleMs: 2 * DAY_MS,
    outage: "503",
    keepFresh: true,
    share: 9,
  },
  {
    name: "sixty-days",
    lifetimeSeconds: 60 * 24 * HOUR,
    rotation: "keep",
    idleMs: 90 * DAY_MS,
    secretMs: 90 * DAY_MS,
    outage: "503",
    keepFresh: true,
    share: 10,
  },
];
