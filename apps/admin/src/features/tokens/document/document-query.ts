import { getDocumentRoute } from "@grantry/schema";
import type { PlainObject } from "@grantry/token-config-file";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../../api.ts";
import { tokenKeys } from "../queries.ts";

/** A document as it was read, with the version that a change of it names. */
export interface ReadDocument {
  readonly document: PlainObject;
  readonly etag: string | null;
}

export const documentQuery = (id: string) =>
  queryOptions({
    queryKey: [...tokenKeys.all, "document", id],
    queryFn: async (): Promise<ReadDocument> => {
      const headers = { accept: "application/json" };
      const { data, etag } = await api.call(getDocumentRoute, { params: { id }, headers });
      return { document: data as PlainObject, etag }; // JSON was asked for
    },
    staleTime: Number.POSITIVE_INFINITY, // the ground under an editor does not move
    gcTime: 0,
  });
