import { type ComponentType, lazy, Suspense } from "react";
import { type Feature, loadWords } from "../i18n.ts";

/** A part of a page that few visits need: it is loaded, with its feature's words, when it is first shown. */
export function lazyPart<Props extends object>(
  feature: Feature,
  load: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> {
  const Part = lazy(async (): Promise<{ default: ComponentType<Props> }> => {
    const [module] = await Promise.all([load(), loadWords(feature)]);
    return module;
  });
  return (props) => (
    <Suspense fallback={null}>
      <Part {...props} />
    </Suspense>
  );
}
