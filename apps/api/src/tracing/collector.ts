/** OpenTelemetry's own variables, as far as a Worker reads them. */
export interface OtlpVariables {
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
  readonly OTEL_EXPORTER_OTLP_TRACES_ENDPOINT?: string | undefined;
  readonly OTEL_EXPORTER_OTLP_HEADERS?: string | undefined;
  readonly OTEL_EXPORTER_OTLP_TRACES_HEADERS?: string | undefined;
  readonly OTEL_SERVICE_NAME?: string | undefined;
  readonly OTEL_SDK_DISABLED?: string | undefined;
}

/** Where spans are sent. */
export interface Collector {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly serviceName: string;
}

/**
 * The collector that the variables name; `null`: none, or tracing is switched off.
 * @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/ : `/v1/traces` is added to the common address alone
 */
export function collectorOf(variables: OtlpVariables): Collector | null {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: base, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own } = variables;
  const url = own || (base ? `${base.replace(/\/+$/, "")}/v1/traces` : "");
  if (!/^https?:\/\//.test(url) || !URL.canParse(url) || variables.OTEL_SDK_DISABLED === "true") return null;
  const { OTEL_EXPORTER_OTLP_HEADERS: headers = "", OTEL_EXPORTER_OTLP_TRACES_HEADERS: ownHeaders = "" } = variables;
  return {
    url,
    headers: { ...headersOf(headers), ...headersOf(ownHeaders) },
    serviceName: variables.OTEL_SERVICE_NAME || "grantry",
  };
}

/** `name=value,name=value`, values percent-encoded (W3C Baggage). */
function headersOf(text: string): Record<string, string> {
  const pairs = text.split(",").map((pair) => /^\s*([^=\s]+)\s*=(.*)$/.exec(pair));
  return Object.fromEntries(pairs.flatMap((pair) => (pair ? [[pair[1] ?? "", decoded(pair[2] ?? "")]] : [])));
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value.trim());
  } catch {
    return value.trim();
  }
}
