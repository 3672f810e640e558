/** What the seed system's console prints of one configuration. */
export interface ListedToken {
  /** From 0. */
  readonly index: number;
  /** Line of its heading, from 1. */
  readonly line: number;
  readonly name: string;
  /** Members of the token record by name, empty ones too; `null`: there is no record. */
  readonly members: Readonly<Record<string, string>> | null;
}

const heading = /^Token config '(.*)' \([^()]*, ID \d+\)$/;
const member = /^\t\t([A-Za-z]+): ?(.*)$/;
const colours = /\p{Cc}\[[\d;]*m/gu;

/**
 * Reads the output of `Admin::OAuth2TokenManagement::ListTokenInformation`. What stands before the first heading is the
 * console's own; a value goes on over every line that is no member, no heading, and not the empty line before one.
 */
export function readTokenList(text: string): ListedToken[] {
  const lines = text.replace(colours, "").split(/\r?\n/);
  const starts = lines.flatMap((line, index) => (heading.test(line) ? index : []));
  return starts.map((start, index) => {
    const [, name = ""] = heading.exec(lines[start] ?? "") ?? [];
    return { index, line: start + 1, name, members: membersOf(lines.slice(start + 1, starts[index + 1])) };
  });
}

function membersOf(lines: readonly string[]): Record<string, string> | null {
  const members: Record<string, string> = {};
  let last: string | undefined;
  for (const line of lines.slice(0, lines.findLastIndex((line) => line !== "") + 1)) {
    const [, name, value] = member.exec(line) ?? [];
    if (name !== undefined) {
      last = name;
      members[name] = value ?? "";
    } else if (last !== undefined) members[last] = `${members[last]}\n${line}`;
  }
  return last === undefined ? null : members;
}
