import type { Plain, PlainObject } from "@grantry/token-config-file";

/** What someone else saved while a document was edited, and what becomes of it. */
export interface Merged {
  /** Theirs, with what was changed here. */
  readonly document: PlainObject;
  /** Changed there alone: in the document now. Names from the top of the document down. */
  readonly taken: readonly (readonly string[])[];
  /** Changed there and here: what was written here stays. */
  readonly contested: readonly { readonly path: readonly string[]; readonly theirs: string }[];
}

/** Brings two edits of one document together, member by member. Lists count as one value. */
export function mergeDocuments(read: PlainObject, mine: PlainObject, theirs: PlainObject): Merged {
  const taken: (readonly string[])[] = [];
  const contested: { path: readonly string[]; theirs: string }[] = [];
  const merge = (path: readonly string[], before: Plain, here: Plain, there: Plain): Plain => {
    if (isObject(here) && isObject(there)) {
      const names = new Set([...Object.keys(there), ...Object.keys(here)]);
      const base = isObject(before) ? before : {};
      const members = [...names].map((name) => {
        const [was, is, other] = [base, here, there].map((object) =>
          Object.hasOwn(object, name) ? object[name] : gone,
        );
        return [name, merge([...path, name], was as Plain, is as Plain, other as Plain)] as const; // `gone` is no value of a document
      });
      return Object.fromEntries(members.filter(([, value]) => value !== gone));
    }
    if (same(there, before) || same(there, here)) return here;
    if (same(here, before)) {
      taken.push(path);
      return there;
    }
    contested.push({ path, theirs: there === gone ? "–" : shown(there) });
    return here;
  };
  const document = merge([], read, mine, theirs) as PlainObject; // two objects make one
  return { document, taken, contested };
}

/** Stands for a member that is not there. */
const gone = "\u0000gone";

function isObject(value: Plain): value is PlainObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `1` and `'1'` are the same to whoever reads a document. */
function same(a: Plain, b: Plain): boolean {
  return shown(a) === shown(b);
}

function shown(value: Plain): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "~");
}
