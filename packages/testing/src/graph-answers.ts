/** An answer of Graph, before it is sent. Bodies are bytes as Latin-1, or ASCII. */
export interface GraphAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Graph's own words. @see https://learn.microsoft.com/graph/errors */
const words: Readonly<Record<string, string>> = {
  InvalidAuthenticationToken: "Lifetime validation failed, the token is expired.",
  ErrorAccessDenied: "Access is denied. Check credentials and try again.",
  ErrorItemNotFound: "The specified object was not found in the store.",
  ErrorFolderNotFound: "The specified folder could not be found in the store.",
  ErrorInvalidUser: "The requested user is invalid.",
  ErrorInvalidRequest: "The OData request is not supported.",
  ApplicationThrottled: "Application is over its MailboxConcurrency limit.",
  ErrorInternalServerError: "An internal server error occurred. The operation failed.",
};
const usualCodes: Readonly<Record<number, string>> = {
  401: "InvalidAuthenticationToken",
  403: "ErrorAccessDenied",
  404: "ErrorItemNotFound",
  429: "ApplicationThrottled",
  500: "ErrorInternalServerError",
  503: "serviceNotAvailable",
  504: "UnknownError",
};

/** A refusal, with the code that goes with its status unless another is named. */
export function refusal(
  status: number,
  code = usualCodes[status] ?? "UnknownError",
  more: { readonly retryAfter?: number; readonly body?: string } = {},
): GraphAnswer {
  const ids = { "request-id": "02403262-4063-455c-9c8f-54f442b31343" };
  const error = { code, message: words[code] ?? "", innerError: { date: "2026-11-27T08:30:24", ...ids } };
  return {
    status,
    headers: {
      "content-type": "application/json",
      ...ids,
      ...(status === 401 && {
        "www-authenticate": 'Bearer realm="", client_id="00000003-0000-0000-c000-000000000000"',
      }),
      ...(more.retryAfter !== undefined && { "retry-after": String(more.retryAfter) }),
    },
    body: more.body ?? JSON.stringify({ error }),
  };
}

export function json(value: object): GraphAnswer {
  const type = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";
  return { status: 200, headers: { "content-type": type }, body: JSON.stringify(value) };
}

/** A page of a collection, with the address of the next one while there is more. */
export function page(all: readonly object[], url: URL, linkTo: (honest: string) => string): GraphAnswer {
  const top = Number(url.searchParams.get("$top") ?? 10);
  const skip = Number(url.searchParams.get("$skip") ?? 0);
  const next = new URL(url);
  next.searchParams.set("$skip", String(skip + top));
  const more = skip + top < all.length;
  return json({
    "@odata.context": `${url.origin}/v1.0/$metadata`,
    value: all.slice(skip, skip + top),
    ...(more && { "@odata.nextLink": linkTo(next.href) }),
  });
}
