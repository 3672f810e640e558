import { EVENT_ID, getScalarValue, parseEvents } from "js-yaml";

/** A mapping or list that is being read: its path, and the member that comes next. */
interface Open {
  readonly path: string;
  readonly kind: "document" | "mapping" | "sequence";
  /** In a mapping the name whose value comes next; in a list how many there were. */
  next: string | number | undefined;
}

/**
 * At which line each member of a text stands, from 1, by JSON Pointer (RFC 6901). The text is one that `readEntries`
 * reads; an alias is not followed.
 */
export function memberLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const open: Open[] = [];
  const enter = (path: string, kind: Open["kind"]) =>
    open.push({ path, kind, next: kind === "sequence" ? 0 : undefined });
  for (const event of parseEvents(text, {})) {
    if (event.type === EVENT_ID.POP) {
      open.pop();
      continue;
    }
    const parent = open.at(-1);
    if (event.type === EVENT_ID.DOCUMENT || parent === undefined) {
      enter("", "document");
      continue;
    }
    const at = "valueStart" in event ? event.valueStart : "start" in event ? event.start : event.anchorStart;
    if (parent.kind === "mapping" && parent.next === undefined) {
      const name = event.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : "";
      parent.next = name;
      lines.set(`${parent.path}/${escaped(name)}`, lineAt(text, at));
      if (event.type === EVENT_ID.SCALAR) continue;
    }
    const path = pathOfNext(parent);
    if (!lines.has(path)) lines.set(path, lineAt(text, at));
    if (event.type === EVENT_ID.MAPPING) enter(path, "mapping");
    if (event.type === EVENT_ID.SEQUENCE) enter(path, "sequence");
  }
  return lines;
}

function pathOfNext(parent: Open): string {
  if (parent.kind === "document") return parent.path;
  const path = `${parent.path}/${escaped(String(parent.next))}`;
  parent.next = typeof parent.next === "number" ? parent.next + 1 : undefined;
  return path;
}

function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

function lineAt(text: string, position: number): number {
  return text.slice(0, Math.max(0, position)).split("\n").length;
}
