import type { TokenConfigSummary } from "@grantry/schema";
import { useState } from "react";

export type Chosen = Pick<TokenConfigSummary, "id" | "name" | "grant" | "usedBy">;

/** Configurations that are ticked, by id; what is ticked stays so on other pages and with other filters. */
export interface Selection {
  readonly chosen: ReadonlyMap<string, Chosen>;
  readonly set: (items: readonly Chosen[], isChosen: boolean) => void;
  readonly clear: () => void;
}

export function useSelection(): Selection {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Chosen>>(new Map());
  const set = (items: readonly Chosen[], isChosen: boolean) =>
    setChosen((former) => {
      const next = new Map(former);
      for (const item of items) {
        if (isChosen) next.set(item.id, item);
        else next.delete(item.id);
      }
      return next;
    });
  return { chosen, set, clear: () => setChosen(new Map()) };
}
