import type { ProblemEntry } from "../problem-entry.ts";

/** What a web service answered. */
export const webServiceAnswerProblems = {
  "service-refused": {
    status: 502,
    title: { en: "The service answered {status}", de: "Der Dienst hat {status} geantwortet" },
    detail: {
      en: "The call did not succeed; its answer says why.",
      de: "Der Aufruf gelang nicht; die Antwort sagt, warum.",
    },
    action: {
      en: "Read the answer. With 401 or 403: check the token's scope and what the account may do.",
      de: "Die Antwort lesen. Bei 401 oder 403: Scope des Tokens und Rechte des Kontos prüfen.",
    },
  },
  "service-redirects": {
    status: 502,
    title: { en: "The service redirects", de: "Der Dienst leitet um" },
    detail: {
      en: "It points to {location}. Redirects are not followed: the token would go along.",
      de: "Er verweist auf {location}. Umleitungen wird nicht gefolgt: das Token ginge mit.",
    },
    action: { en: "Enter that address as the endpoint.", de: "Diese Adresse als Endpunkt eintragen." },
  },
  "answer-too-long": {
    status: 502,
    title: { en: "The answer is too long", de: "Die Antwort ist zu lang" },
    detail: { en: "It was cut off after {maximum}.", de: "Sie wurde nach {maximum} abgeschnitten." },
    action: { en: "Ask for less, or use the pass-through.", de: "Weniger anfordern oder die Durchreiche verwenden." },
  },
  "answer-not-json": {
    status: 502,
    title: { en: "The answer is not JSON", de: "Die Antwort ist kein JSON" },
    detail: {
      en: "The invoker returns a part of it, which only JSON or XML have.",
      de: "Der Invoker gibt einen Teil davon zurück; Teile haben nur JSON und XML.",
    },
    action: {
      en: "Read the answer; often it is an error page. Or leave “returns” empty.",
      de: "Die Antwort lesen; oft ist es eine Fehlerseite. Oder „Rückgabe“ leer lassen.",
    },
  },
  "answer-not-xml": {
    status: 502,
    title: { en: "The answer is not XML", de: "Die Antwort ist kein XML" },
    detail: {
      en: "SOAP answers are XML; this one is not: {reason}",
      de: "SOAP-Antworten sind XML; diese nicht: {reason}",
    },
    action: {
      en: "Read the answer; often it is an error page of a proxy, or the endpoint is not the SOAP address.",
      de: "Die Antwort lesen; oft ist es die Fehlerseite eines Proxys, oder der Endpunkt ist nicht die SOAP-Adresse.",
    },
  },
  "answer-not-soap": {
    status: 502,
    title: { en: "The answer is XML, but not SOAP", de: "Die Antwort ist XML, aber kein SOAP" },
    detail: {
      en: "It begins with <{root}> where <Envelope> should be.",
      de: "Sie beginnt mit <{root}> statt mit <Envelope>.",
    },
    action: { en: "Check the endpoint and the SOAP version.", de: "Endpunkt und SOAP-Version prüfen." },
  },
  "soap-fault": {
    status: 502,
    title: { en: "The service reports a fault", de: "Der Dienst meldet einen Fehler" },
    detail: { en: "{code}: {reason}", de: "{code}: {reason}" },
    action: { en: "{action}", de: "{action}" },
  },
  "returned-part-missing": {
    status: 502,
    title: { en: "The answer has no such part", de: "Diesen Teil hat die Antwort nicht" },
    detail: { en: "There is nothing at {path}.", de: "Bei {path} ist nichts." },
    action: {
      en: "Compare the answer with “returns” of the invoker.",
      de: "Die Antwort mit „Rückgabe“ des Invokers vergleichen.",
    },
  },
} as const satisfies Record<string, ProblemEntry>;
