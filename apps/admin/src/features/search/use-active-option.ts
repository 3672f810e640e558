import { type KeyboardEvent, useState } from "react";

/**
 * Which option of a list the keys are at, while the focus stays in the field above it: the first one until an arrow key
 * or the pointer says otherwise.
 * @returns `isChosen`: whether it was said; `start`: forgets it, as for a list of something else
 */
export function useActiveOption(options: readonly string[]) {
  const [chosen, setChosen] = useState<string>();
  const isChosen = chosen !== undefined && options.includes(chosen);
  const active = isChosen ? chosen : options[0];
  const step = (by: 1 | -1) => {
    if (active === undefined) return;
    setChosen(options.at((options.indexOf(active) + by) % options.length));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  };
  return { active, isChosen, choose: setChosen, start: () => setChosen(undefined), onKeyDown };
}
