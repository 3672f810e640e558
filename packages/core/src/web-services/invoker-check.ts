import type { InputError, InvokerInput } from "@grantry/schema";
import { jsonTemplateError } from "./json-template.ts";
import { parseTemplate, type Template } from "./template.ts";
import { inputWords } from "./words.ts";
import { readXml } from "./xml.ts";

/** What an invoker cannot work with: a body that its method or its service does not take, a template that is broken. */
export async function invokerErrors(
  { method, body }: Pick<InvokerInput, "method" | "body">,
  type: "rest" | "soap",
): Promise<InputError[]> {
  if (type === "soap" && body.type !== "xml") return [{ pointer: "/body", message: inputWords["soap-needs-xml"] }];
  if (body.type === "none") return [];
  if (method === "GET" || method === "HEAD") {
    return [{ pointer: "/body", message: inputWords["body-of-safe-method"], parameters: { method } }];
  }
  const error = await templateError(body, type);
  return error ? [{ pointer: "/body/template", ...error }] : [];
}

async function templateError(
  body: InvokerInput["body"],
  type: "rest" | "soap",
): Promise<Omit<InputError, "pointer"> | null> {
  if (body.type === "json") return body.template === "" ? null : jsonTemplateError(body.template);
  if (body.type !== "xml") return null;
  const parsed = parseTemplate(body.template);
  if (!parsed.ok) return parsed.broken;
  const sample = sampleOf(parsed.template);
  // In an envelope any number of elements may stand; by itself XML has one.
  const read = await readXml(type === "soap" && !/Envelope[\s>]/.test(sample) ? `<Body>${sample}</Body>` : sample);
  return read.ok ? null : { message: inputWords["template-not-xml"], parameters: { reason: read.reason } };
}

/** A template with something in every place, and each part once. */
function sampleOf(template: Template): string {
  return template
    .map((part) => (part.kind === "text" ? part.text : part.kind === "value" ? "x" : sampleOf(part.inner)))
    .join("");
}
