import { grantTypes, renewsByItself } from "@grantry/oauth";
import { type Grant, httpUrl, type InputError, inputErrorsOf, type Words } from "@grantry/schema";
import type { Context } from "../context.ts";
import { currentSettings, egressRules, isLoopback } from "../settings.ts";
import type { DocumentView } from "./document.ts";
import { asksElsewhere } from "./userinfo-origin.ts";

const userinfoElsewhere: Words = {
  en: "Grantry.UserinfoUrl of the document is {url}, not at {origin} as the token URL is: tokens are never shown to another origin.",
  de: "Grantry.UserinfoUrl des Dokuments ist {url}, nicht bei {origin} wie die Token-URL: Token werden nie einem anderen Ursprung gezeigt.",
};

/** Looking names up may take this long while someone waits for a save. */
export const LOOK_UP_MS = 2_000;

type EndpointField = "authorizationUrl" | "tokenUrl" | "refreshUrl" | "deviceUrl" | "revocationUrl";
type Complaint = Omit<InputError, "pointer">;
interface Endpoints {
  readonly grant: Grant;
  readonly view: Pick<DocumentView, EndpointField | "userinfoUrl">;
}
type RefusesAddress = (url: URL) => Promise<boolean>;

/** What is wrong with a document's endpoints, at the fields of a form. */
export async function endpointErrors(ctx: Context, endpoints: Endpoints): Promise<InputError[]> {
  const complaints = await complaintsAt(
    ctx,
    endpoints,
    await refusedAddresses(ctx, LOOK_UP_MS),
    (field) => `/${field}`,
  );
  return [...complaints, ...userinfoErrors(endpoints, "/tokenUrl")]; // the form has no field for the other one
}

/** The same, at their places in the document. */
export async function documentEndpointErrors(
  ctx: Context,
  endpoints: Endpoints,
  refusesAddress?: RefusesAddress,
): Promise<InputError[]> {
  const at = {
    authorizationUrl: "Requests/AuthorizationCode/Request/URL",
    tokenUrl: `Requests/${grantTypes[endpoints.grant].tokenRequest}/Request/URL`,
    refreshUrl: "Requests/TokenByRefreshToken/Request/URL",
    deviceUrl: "Grantry/DeviceUrl",
    revocationUrl: "Grantry/RevocationUrl",
  };
  const refuses = refusesAddress ?? (await refusedAddresses(ctx, LOOK_UP_MS));
  const complaints = await complaintsAt(ctx, endpoints, refuses, (field) => `/${at[field]}`);
  return [...complaints, ...userinfoErrors(endpoints, "/Grantry/UserinfoUrl")];
}

function userinfoErrors({ view }: Endpoints, pointer: string): InputError[] {
  const { tokenUrl, userinfoUrl: url } = view;
  if (!URL.canParse(tokenUrl) || !asksElsewhere(view)) return [];
  return [{ pointer, message: userinfoElsewhere, parameters: { url, origin: new URL(tokenUrl).origin } }];
}

/** Whether requests to an address would be refused here; asked once per host, and names looked up for so long in all. */
export async function refusedAddresses(ctx: Context, lookUpMs: number): Promise<RefusesAddress> {
  const rules = await egressRules(ctx);
  const known = new Map<string, boolean>();
  const until = ctx.platform.now() + lookUpMs;
  return async (url) => {
    const timeoutMs = Math.max(0, until - ctx.platform.now());
    const refused = known.get(url.origin) ?? (await ctx.platform.refusesAddress(url, { ...rules, timeoutMs }));
    known.set(url.origin, refused);
    return refused;
  };
}

const neededBy: Readonly<Record<Grant, readonly EndpointField[]>> = {
  authorization_code: ["authorizationUrl", "tokenUrl"],
  client_credentials: ["tokenUrl"],
  device_code: ["deviceUrl", "tokenUrl"],
  jwt_bearer: ["tokenUrl"],
  token_exchange: ["tokenUrl"],
};

async function complaintsAt(
  ctx: Context,
  { grant, view }: Endpoints,
  refusesAddress: RefusesAddress,
  pointerOf: (field: EndpointField) => string,
): Promise<InputError[]> {
  const needed = neededBy[grant];
  const used = new Set<EndpointField>([
    ...needed,
    ...(renewsByItself(grant) ? [] : (["refreshUrl"] as const)),
    "deviceUrl",
    "revocationUrl",
  ]);
  const errors: InputError[] = [];
  for (const field of used) {
    const complaint = await complaintOf(ctx, { field, view, needed: needed.includes(field) }, refusesAddress);
    if (complaint) errors.push({ ...complaint, pointer: pointerOf(field) });
  }
  return errors;
}

async function complaintOf(
  ctx: Context,
  { field, view, needed }: { field: EndpointField; view: Endpoints["view"]; needed: boolean },
  refusesAddress: RefusesAddress,
): Promise<Complaint | undefined> {
  if (view[field] === "") return needed ? { message: "required" } : undefined;
  const parsed = httpUrl.safeParse(view[field]);
  if (!parsed.success) return inputErrorsOf(parsed.error.issues, view[field])[0];
  const url = new URL(parsed.data);
  if (field === "authorizationUrl") return plainComplaint(ctx, url); // a browser goes there, not we
  if (field !== "tokenUrl" && URL.canParse(view.tokenUrl) && new URL(view.tokenUrl).origin !== url.origin) {
    return { message: "refresh-elsewhere", parameters: { origin: new URL(view.tokenUrl).origin } };
  }
  return addressComplaint(ctx, url, refusesAddress);
}

/** Why an address cannot be called from here; `undefined`: it can. */
export async function addressComplaint(
  ctx: Context,
  url: URL,
  refusesAddress: RefusesAddress,
): Promise<Complaint | undefined> {
  const complaint = await plainComplaint(ctx, url);
  if (complaint) return complaint;
  return (await refusesAddress(url)) ? { message: "private-address", parameters: { host: url.host } } : undefined;
}

async function plainComplaint(ctx: Context, url: URL): Promise<Complaint | undefined> {
  return (await mayBePlain(ctx, url)) ? undefined : { message: "not-https" };
}

async function mayBePlain(ctx: Context, url: URL): Promise<boolean> {
  if (url.protocol === "https:") return true;
  const { FQDN = "", "Egress::AllowedPrivateHosts": allowed = [] } = await currentSettings(ctx);
  if (isLoopback(url.host) && isLoopback(FQDN)) return true;
  return allowed.some((entry) => entry.toLowerCase() === `http://${url.host}`);
}
