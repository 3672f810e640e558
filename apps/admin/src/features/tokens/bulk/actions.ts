import { routeAt } from "@grantry/client";
import {
  type deleteTokenConfigRoute,
  type getTokenConfigRoute,
  requestedBy,
  type requestTokenRoute,
  type updateTokenConfigRoute,
  type Validity,
} from "@grantry/schema";
import { api } from "../../../api.ts";
import type { Chosen } from "./selection.ts";

const routes = {
  get: routeAt<typeof getTokenConfigRoute>("get", "/token-configs/{id}"),
  update: routeAt<typeof updateTokenConfigRoute>("put", "/token-configs/{id}"),
  remove: routeAt<typeof deleteTokenConfigRoute>("delete", "/token-configs/{id}"),
  requestToken: routeAt<typeof requestTokenRoute>("post", "/token-configs/{id}/token-requests"),
};

export type BulkActionName = "request" | "validity" | "delete";

export interface BulkAction {
  readonly name: BulkActionName;
  /** What it is set to, where that is the action. */
  readonly validity: Validity;
}

/** Does it to one configuration. @throws ApiProblem, Unreachable: why it was not done */
export async function act({ name, validity }: BulkAction, { id, grant }: Chosen): Promise<void> {
  switch (name) {
    case "request":
      await api.call(routes.requestToken, { params: { id }, body: { grant: requestedBy(grant) } });
      return;
    case "validity":
      return setValidity(id, validity);
    case "delete":
      await api.call(routes.remove, { params: { id } });
  }
}

/** Read just before: what someone else saves in between is not overwritten but refuses this change. */
async function setValidity(id: string, validity: Validity): Promise<void> {
  const { data, etag } = await api.call(routes.get, { params: { id } });
  if (data.validity === validity) return;
  await api.call(routes.update, {
    params: { id },
    body: { ...data, validity },
    headers: { "if-match": etag ?? "" },
  });
}
