import { lazyRouteComponent } from "@tanstack/react-router";
import { type Feature, loadWords } from "../i18n.ts";

/** A page that is loaded, with its feature's words, when someone is about to go there. */
export function page<Module extends Record<string, unknown>, Name extends keyof Module>(
  feature: Feature,
  load: () => Promise<Module>,
  name: Name,
) {
  return lazyRouteComponent(async () => (await Promise.all([load(), loadWords(feature)]))[0], name);
}
