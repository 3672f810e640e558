import { type Language, ProblemError, say, type Words } from "@grantry/schema";
import { valueAt } from "./data.ts";
import { readXml, type XmlRoot, type XmlValue } from "./xml.ts";

export type SoapVersion = "1.1" | "1.2";

const namespaces = {
  "1.1": "http://schemas.xmlsoap.org/soap/envelope/",
  "1.2": "http://www.w3.org/2003/05/soap-envelope",
} as const;

/** The content of a body in its envelope; an envelope stays as it is. */
export function envelope(version: SoapVersion, body: string): string {
  if (/^\s*(?:<\?xml[^>]*\?>\s*)?<(?:[\w.-]+:)?Envelope[\s>]/.test(body)) return body;
  return `<?xml version="1.0" encoding="utf-8"?>\n<soap:Envelope xmlns:soap="${namespaces[version]}"><soap:Body>${body}</soap:Body></soap:Envelope>`;
}

/** How a version names the content and the action: SOAP 1.1 §6.1.1 by a header of its own, SOAP 1.2 part 2 §7.1.4 in the media type. */
export function soapHeaders(version: SoapVersion, action: string): [name: string, value: string][] {
  if (version === "1.1") {
    return [
      ["Content-Type", "text/xml; charset=utf-8"],
      ["SOAPAction", `"${action}"`],
    ];
  }
  return [["Content-Type", `application/soap+xml; charset=utf-8${action === "" ? "" : `; action="${action}"`}`]];
}

/** What is in the body of an answer, or why it does not fulfil the call. */
export async function readSoapAnswer(
  text: string,
  language: Language,
): Promise<{ content: XmlValue; complaint: ProblemError | null }> {
  const read = await readXml(text);
  if (!read.ok)
    return { content: "", complaint: new ProblemError("answer-not-xml", { parameters: { reason: read.reason } }) };
  const { root } = read;
  if (root.name !== "Envelope") {
    return {
      content: root.value,
      complaint: new ProblemError("answer-not-soap", { parameters: { root: root.name } }),
    };
  }
  const content = (valueAt(root.value, "Body") ?? "") as XmlValue; // of a value, every part is one
  return { content, complaint: faultOf(root, language) };
}

/** SOAP 1.1 §4.4 (faultcode, faultstring), SOAP 1.2 part 1 §5.4 (Code, Subcode, Reason). */
function faultOf({ value }: XmlRoot, language: Language): ProblemError | null {
  const fault = valueAt(value, "Body.Fault");
  if (fault === undefined) return null;
  const textAt = (...paths: string[]): string =>
    (paths.map((path) => valueAt(fault, path)).find((found) => typeof found === "string") as string | undefined) ?? "";
  const code = textAt("Code.Subcode.Value", "Code.Value", "faultcode");
  const reason = textAt("Reason.Text", "Reason.Text.0", "faultstring");
  const action = say(
    faultActions.find(([pattern]) => pattern.test(`${code} ${textAt("Code.Value")}`))?.[1] ?? unknownFault,
    language,
  );
  return new ProblemError("soap-fault", { parameters: { code: code || "Fault", reason: reason || "–", action } });
}

const faultActions: readonly (readonly [RegExp, Words])[] = [
  [
    /VersionMismatch/i,
    {
      en: "The service speaks the other SOAP version: change it at the web service.",
      de: "Der Dienst spricht die andere SOAP-Version: am Webservice umstellen.",
    },
  ],
  [
    /MustUnderstand/i,
    {
      en: "A header of the envelope is not known to the service: leave it out, or ask its operator.",
      de: "Der Dienst kennt einen Header des Umschlags nicht: weglassen oder den Betreiber fragen.",
    },
  ],
  [
    /Authenti|InvalidSecurity|SecurityToken|AccessDenied|Unauthorized/i,
    {
      en: "The service does not accept who is calling: check the authentication, the token's scope and the account's rights.",
      de: "Der Dienst akzeptiert den Aufrufer nicht: Authentifizierung, Scope des Tokens und Rechte des Kontos prüfen.",
    },
  ],
  [
    /Client|Sender|DataEncodingUnknown/i,
    {
      en: "The service finds fault with what was sent: compare the body with its description (WSDL), and the action.",
      de: "Der Dienst beanstandet das Gesendete: Body und Action mit seiner Beschreibung (WSDL) vergleichen.",
    },
  ],
  [
    /Server|Receiver/i,
    {
      en: "The service failed by itself: try again later, or ask its operator.",
      de: "Der Dienst ist selbst gescheitert: später erneut versuchen oder den Betreiber fragen.",
    },
  ],
];

const unknownFault: Words = {
  en: "Look the code up in the documentation of the service.",
  de: "Den Code in der Dokumentation des Dienstes nachschlagen.",
};
