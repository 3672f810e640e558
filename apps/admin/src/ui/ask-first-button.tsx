import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemAlert } from "./problem-alert.tsx";

const looks = {
  framed: { size: "xs", variant: "default", asking: { variant: "filled", color: "red" } },
  plain: { size: "compact-sm", variant: "subtle", color: "gray", asking: { color: "red" } },
} as const;

/** What cannot be undone: the first click asks, the second does it; who leaves the button has not meant it. */
export function AskFirstButton({
  label,
  question,
  subject,
  look,
  act,
}: {
  label: string;
  question: string;
  /** What it is done to, where several such buttons stand on a page. */
  subject?: string;
  look: keyof typeof looks;
  act: () => Promise<unknown>;
}) {
  const [isAsking, setIsAsking] = useState(false);
  const acting = useMutation({ mutationFn: act });
  const { asking, ...atRest } = looks[look];
  const words = isAsking ? question : label;
  return (
    <>
      <Button
        {...atRest}
        {...(isAsking && asking)}
        loading={acting.isPending}
        onClick={() => (isAsking ? acting.mutate() : setIsAsking(true))}
        onBlur={() => setIsAsking(false)}
        aria-label={subject === undefined ? undefined : `${words}: ${subject}`}
      >
        {words}
      </Button>
      <ProblemAlert error={acting.error} />
    </>
  );
}
