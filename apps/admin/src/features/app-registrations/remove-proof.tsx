import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "../../i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";

/** Removes a secret or a key; the first click asks. */
export function RemoveProof({ remove }: { remove: () => Promise<unknown> }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const removing = useMutation({ mutationFn: remove, onSuccess: () => queryClient.invalidateQueries() });
  return (
    <>
      <Button
        variant="subtle"
        color={isAsking ? "red" : "gray"}
        size="compact-sm"
        loading={removing.isPending}
        onClick={() => (isAsking ? removing.mutate() : setIsAsking(true))}
        onBlur={() => setIsAsking(false)}
      >
        {t(isAsking ? "apps.removeReally" : "apps.remove")}
      </Button>
      <ProblemAlert error={removing.error} />
    </>
  );
}
