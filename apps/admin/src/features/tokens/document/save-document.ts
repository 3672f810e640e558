import { ApiProblem } from "@grantry/client";
import { putDocumentRoute } from "@grantry/schema";
import type { PlainObject } from "@grantry/token-config-file";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../../api.ts";
import { tokenKeys } from "../queries.ts";
import { documentQuery, type ReadDocument } from "./document-query.ts";
import { type Merged, mergeDocuments } from "./merge-documents.ts";

/**
 * Saves a document where its version is still the one that was read. When someone else saved meanwhile, nothing is
 * lost: both edits are brought together and shown, and saved once looked over.
 */
export function useSaveDocument(id: string, opened: ReadDocument, show: (document: PlainObject) => void) {
  const queryClient = useQueryClient();
  const [base, setBase] = useState(opened);
  const [merged, setMerged] = useState<Merged>();
  const newest = () => queryClient.fetchQuery({ ...documentQuery(id), staleTime: 0 });
  const save = useMutation({
    mutationFn: ({ text }: { text: string; document: PlainObject }) =>
      api.call(putDocumentRoute, {
        params: { id },
        body: text,
        headers: { "if-match": base.etag ?? "", "content-type": "application/yaml" },
      }),
    onSuccess: async () => {
      const saved = await newest();
      setBase(saved);
      setMerged(undefined);
      show(saved.document);
      await queryClient.invalidateQueries({
        queryKey: tokenKeys.all,
        predicate: ({ queryKey }) => queryKey[1] !== "document",
      });
    },
    onError: async (error, { document }) => {
      if (!changedMeanwhile(error)) return;
      const theirs = await newest();
      const both = mergeDocuments(base.document, document, theirs.document);
      setBase(theirs);
      setMerged(both);
      show(both.document);
    },
  });
  return {
    mutate: save.mutate,
    reset: save.reset,
    isPending: save.isPending,
    isSuccess: save.isSuccess,
    /** What the shown document is compared with. */
    base,
    merged,
    problem: changedMeanwhile(save.error) ? null : save.error,
    /** The server's complaints, with their places. */
    errors: save.error instanceof ApiProblem ? (save.error.problem.errors ?? []) : [],
  };
}

function changedMeanwhile(error: unknown): boolean {
  return error instanceof ApiProblem && error.problem.status === 412;
}
