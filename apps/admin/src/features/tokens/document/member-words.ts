import { isKnownMember, type RequestName, requestNames, type TableName, tableNames, tablePaths } from "./mapping.ts";

/** What requests and tables are headed with, as message ids. */
type Heading = `document.request.${RequestName}` | `document.table.${TableName | "own"}`;

/**
 * Where a member of the document stands on the screen: the headings that it is under, then its name. What has no table
 * is called as in the text.
 */
export function memberWords(path: readonly string[], say: (heading: Heading) => string): string {
  const [top = "", name, ...rest] = path;
  const request = requestNames.find((known) => top === "Requests" && known === name);
  if (request) return [say(`document.request.${request}`), ...inRequest(rest, say)].join(" › ");
  const isOwn = path.length === 1 && !isKnownMember(top);
  return [...(isOwn ? [say("document.table.own")] : []), ...path].join(" › ");
}

function inRequest(path: readonly string[], say: (heading: Heading) => string): readonly string[] {
  const [part, member, ...rest] = path;
  const table = tableNames.find((one) => tablePaths[one][0] === part && tablePaths[one][1] === member);
  if (table) return [say(`document.table.${table}`), ...rest];
  return part === "Request" && member === "URL" ? ["URL"] : path;
}
