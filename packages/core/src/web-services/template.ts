import type { InputError } from "@grantry/schema";
import { asText, type InvokerData, valueAt } from "./data.ts";
import { inputWords } from "./words.ts";

/** A text with places: `{{name}}`, `{{a.b}}`, and `{{#items}} … {{.}} … {{/items}}` for each of a list. */
export type Template = readonly Part[];
type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "value"; readonly path: string }
  | { readonly kind: "each"; readonly path: string; readonly inner: Part[] };

type Broken = Omit<InputError, "pointer">;
const tag = /\{\{([^{}]*)\}\}/g;
const name = /^(?:\.|[A-Za-z_]\w*(?:\.\w+)*)$/;

/** Reads a template, or says at which line it is broken. */
export function parseTemplate(text: string): { ok: true; template: Template } | { ok: false; broken: Broken } {
  const root: Part[] = [];
  const open: { path: string; line: number; inner: Part[] }[] = [];
  const inner = () => open.at(-1)?.inner ?? root;
  let end = 0;
  for (const match of text.matchAll(tag)) {
    const line = lineOf(text, match.index);
    const before = text.slice(end, match.index);
    if (before.includes("{{")) return broken("template-unclosed-place", lineOf(text, text.indexOf("{{", end)));
    if (before !== "") inner().push({ kind: "text", text: before });
    end = match.index + match[0].length;
    const content = (match[1] ?? "").trim();
    const path = content.replace(/^[#/]\s*/, "");
    if (!name.test(path)) return broken("template-no-name", line, content);
    if (content.startsWith("#")) {
      const part = { kind: "each", path, inner: [] } as const satisfies Part;
      inner().push(part);
      open.push({ path, line, inner: part.inner });
    } else if (content.startsWith("/")) {
      if (open.pop()?.path !== path) return broken("template-stray-end", line, path);
    } else inner().push({ kind: "value", path });
  }
  const rest = text.slice(end);
  if (rest.includes("{{")) return broken("template-unclosed-place", lineOf(text, text.indexOf("{{", end)));
  if (rest !== "") root.push({ kind: "text", text: rest });
  const unclosed = open.at(-1);
  return unclosed ? broken("template-unclosed-part", unclosed.line, unclosed.path) : { ok: true, template: root };
}

/** Fills a template. In a part for each of a list, a name is looked up in its member first. */
export function renderTemplate(template: Template, data: InvokerData, escaped: (text: string) => string): string {
  const render = (parts: Template, scopes: readonly unknown[]): string =>
    parts
      .map((part) => {
        if (part.kind === "text") return part.text;
        const value = lookUp(scopes, part.path);
        if (part.kind === "value") return escaped(asText(value));
        return listOf(value)
          .map((member) => render(part.inner, [member, ...scopes]))
          .join("");
      })
      .join("");
  return render(template, [data]);
}

function lookUp(scopes: readonly unknown[], path: string): unknown {
  if (path === ".") return scopes[0];
  for (const scope of scopes) {
    const value = valueAt(scope, path);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** What a part is repeated for: each of a list, once for anything else that there is. */
function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null || value === false || value === "" ? [] : [value];
}

function broken(message: keyof typeof inputWords, line: number, named = ""): { ok: false; broken: Broken } {
  return { ok: false, broken: { message: inputWords[message], parameters: { line, name: named } } };
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
