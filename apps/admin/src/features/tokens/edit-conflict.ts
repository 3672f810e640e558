import type { FormValues } from "./form-values.ts";

export type FieldValue = string | number | boolean | null;

/** A field that was changed there and here. */
export interface Contested {
  readonly path: string;
  readonly theirs: FieldValue;
  readonly mine: FieldValue;
}

/** What someone else saved while this form was open, by field path such as `scope` or `placeholders.tenant`. */
export interface EditConflict {
  /** Changed there alone: now in the form. */
  readonly taken: readonly string[];
  /** Changed there and here: what was typed here stays. */
  readonly contested: readonly Contested[];
}

/** @param given `read`: as it was when the form opened; `typed`: as it stands here; `theirs`: as it is stored now */
export function editConflictOf(given: { read: FormValues; typed: FormValues; theirs: FormValues }): EditConflict {
  const [read, typed, theirs] = [byPath(given.read), byPath(given.typed), byPath(given.theirs)];
  const changed = [...theirs].filter(([path, value]) => value !== read.get(path) && value !== typed.get(path));
  const isMine = (path: string) => typed.get(path) !== read.get(path);
  return {
    taken: changed.filter(([path]) => !isMine(path)).map(([path]) => path),
    contested: changed
      .filter(([path]) => isMine(path))
      .map(([path, value]) => ({ path, theirs: value, mine: typed.get(path) ?? "" })),
  };
}

/** A key that is brought is never read back, so nobody else's change can meet it. */
function byPath({ placeholders, clientKey: _, ...fields }: FormValues): ReadonlyMap<string, FieldValue> {
  return new Map<string, FieldValue>([
    ...Object.entries(fields),
    ...Object.entries(placeholders).map(([name, value]): [string, string] => [`placeholders.${name}`, value]),
  ]);
}
