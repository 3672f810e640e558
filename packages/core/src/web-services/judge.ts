import { type Language, ProblemError } from "@grantry/schema";
import { isTooDeep, valueAt } from "./data.ts";
import { headerOf, type Received } from "./received.ts";
import { readSoapAnswer } from "./soap.ts";
import { readXml } from "./xml.ts";

/** What an answer comes to. */
export interface Judgement {
  /** The part that the invoker returns; all that could be read when it names none. */
  readonly returned: unknown;
  /** Why the answer does not fulfil the call; `null`: it does. */
  readonly complaint: ProblemError | null;
}

/** Reads an answer as its kind of service says: SOAP by its envelope, else JSON or XML by what it is. */
export async function judge(
  received: Received,
  how: { type: "rest" | "soap"; returns: string; maximum: string; language: Language },
): Promise<Judgement> {
  const text = new TextDecoder().decode(received.bytes);
  if (received.truncated) {
    return {
      returned: null,
      complaint: new ProblemError("answer-too-long", { parameters: { maximum: how.maximum } }),
    };
  }
  if (how.type === "soap" && text.trim() !== "") {
    const { content, complaint } = await readSoapAnswer(text, how.language);
    if (complaint && complaint.slug !== "soap-fault" && isBad(received.status))
      return { returned: null, complaint: statusComplaint(received) };
    return complaint ? { returned: content, complaint } : returnedPart(content, how.returns);
  }
  const complaint = statusComplaint(received);
  const content = await readContent(text, headerOf(received.headers, "content-type") ?? "");
  if (complaint) return { returned: content ?? null, complaint };
  if (content === undefined) {
    return { returned: null, complaint: how.returns === "" ? null : new ProblemError("answer-not-json") };
  }
  return returnedPart(content, how.returns);
}

function isBad(status: number): boolean {
  return status < 200 || status > 299;
}

function statusComplaint({ status, headers }: Received): ProblemError | null {
  if (!isBad(status)) return null;
  const location = headerOf(headers, "location");
  if (status >= 300 && status < 400 && location !== undefined) {
    return new ProblemError("service-redirects", { parameters: { location } });
  }
  return new ProblemError("service-refused", { parameters: { status } });
}

/** JSON or XML as data; `undefined`: neither. */
async function readContent(text: string, type: string): Promise<unknown> {
  if (/[/+]xml\b/i.test(type)) {
    const read = await readXml(text);
    return read.ok ? { [read.root.name]: read.root.value } : undefined;
  }
  try {
    const content: unknown = text.trim() === "" ? undefined : JSON.parse(text);
    return isTooDeep(content) ? undefined : content;
  } catch {
    return undefined;
  }
}

function returnedPart(content: unknown, path: string): Judgement {
  const returned = valueAt(content, path);
  if (returned !== undefined) return { returned, complaint: null };
  return { returned: null, complaint: new ProblemError("returned-part-missing", { parameters: { path } }) };
}
