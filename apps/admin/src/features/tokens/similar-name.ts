import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { overviewQuery } from "./queries.ts";

const TYPING_PAUSE_MS = 300;

/**
 * The name of another configuration that people would take for this one: it differs in case, spaces or Unicode
 * form alone. Both may exist; who types it should know. `undefined`: there is none on the first page of what the
 * overview's search finds, which knows case and spaces, not width.
 */
export function useSimilarName(typed: string, ownName: string): string | undefined {
  const [name] = useDebouncedValue(typed.trim(), TYPING_PAUSE_MS);
  const found = useQuery({
    ...overviewQuery({ q: name.slice(0, 250) }),
    enabled: name !== "" && name !== ownName,
    refetchInterval: false,
  });
  const similar = (other: string) => other !== name && other !== ownName && folded(other) === folded(name);
  return found.data?.items.map((item) => item.name).find(similar);
}

function folded(name: string): string {
  return name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
}
