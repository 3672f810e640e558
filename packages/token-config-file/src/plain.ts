/** A value as it stands in a file: a text, nothing, a list, members by name. Numbers are only written. */
export type Plain = string | number | null | readonly Plain[] | PlainObject;
export interface PlainObject {
  readonly [member: string]: Plain;
}
