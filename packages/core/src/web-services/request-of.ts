import { type Invoker, inputRefused } from "@grantry/schema";
import type { Headers } from "./call.ts";
import { asText, flattened, type InvokerData, isTooDeep } from "./data.ts";
import { renderJsonTemplate } from "./json-template.ts";
import { fillPath, fillQuery, placesOf } from "./places.ts";
import type { CallableService } from "./service.ts";
import { envelope, soapHeaders } from "./soap.ts";
import { parseTemplate, renderTemplate } from "./template.ts";
import { inputWords } from "./words.ts";
import { escapeXml } from "./xml.ts";

/** What an invoker sends, before anything authenticates it. */
export interface InvokerRequest {
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string;
}

/**
 * Puts data into an invoker: the places of its path and query first; what they did not use goes into the body, or into
 * the query of a method without one.
 * @throws ProblemError invalid-input when the path lacks a value, or the data is nested without end
 */
export function requestOf(
  { row, details }: CallableService,
  invoker: Pick<Invoker, "method" | "path" | "query" | "body" | "soapAction">,
  data: InvokerData,
): InvokerRequest {
  if (isTooDeep(data)) throw inputRefused([{ pointer: "/data", message: inputWords["data-too-deep"] }]);
  const { path, errors } = fillPath(invoker.path, data);
  if (errors.length > 0) throw inputRefused(errors);
  const used = new Set(placesOf(invoker.path, invoker.query).map((place) => place.split(".")[0]));
  const rest = Object.fromEntries(Object.entries(data).filter(([name]) => !used.has(name)));
  const url = below(row.endpoint, path);
  for (const [name, value] of fillQuery(invoker.query, data)) url.searchParams.append(name, value);
  if (row.type === "soap" && invoker.body.type === "xml") {
    const { soapVersion } = details;
    const body = envelope(soapVersion, filledXml(invoker.body.template, data));
    return {
      url,
      headers: [["Accept", "text/xml, application/soap+xml"], ...soapHeaders(soapVersion, invoker.soapAction)],
      body,
    };
  }
  const accept = ["Accept", "application/json, */*;q=0.8"] as const;
  switch (invoker.body.type) {
    case "json": {
      const { template } = invoker.body;
      const body = template === "" ? JSON.stringify(rest) : renderJsonTemplate(template, data);
      return { url, headers: [accept, ["Content-Type", "application/json"]], body };
    }
    case "form": {
      const body = new URLSearchParams(flattened(rest)).toString();
      return { url, headers: [accept, ["Content-Type", "application/x-www-form-urlencoded"]], body };
    }
    case "xml": {
      const body = filledXml(invoker.body.template, data);
      return {
        url,
        headers: [
          ["Accept", "application/xml, */*;q=0.8"],
          ["Content-Type", "application/xml; charset=utf-8"],
        ],
        body,
      };
    }
    case "none":
      if (["GET", "HEAD", "DELETE"].includes(invoker.method)) {
        for (const [name, value] of flattened(rest)) url.searchParams.append(name, asText(value));
      }
      return { url, headers: [accept], body: "" };
  }
}

/** An address below the endpoint, whose own query stays. */
export function below(endpoint: string, path: string): URL {
  const url = new URL(endpoint);
  if (path !== "") url.pathname = `${url.pathname.replace(/\/$/, "")}/${path.replace(/^\//, "")}`;
  return url;
}

function filledXml(text: string, data: InvokerData): string {
  const parsed = parseTemplate(text);
  if (!parsed.ok) throw new Error("a template that does not parse was saved");
  return renderTemplate(parsed.template, data, escapeXml);
}
