import { listTokenConfigsRoute } from "@grantry/schema";
import { NativeSelect, type NativeSelectProps } from "@mantine/core";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "../api.ts";

/** Configurations that something may get its tokens from: those in use. */
export const offeredTokenConfigsQuery = queryOptions({
  queryKey: ["token-configs", "offered"],
  queryFn: async () =>
    (await api.call(listTokenConfigsRoute, { query: { status: "in-use", pageSize: 200 } })).data.items,
});

/**
 * A choice among the configurations in use; its value is an id, or a name where `by` says so.
 * @param stored what is chosen already: offered at once, also when it is no longer in use
 */
export function TokenConfigSelect({
  stored,
  by = "id",
  ...field
}: { stored: { id: string; name: string } | undefined; by?: "id" | "name" } & Omit<NativeSelectProps, "data">) {
  const { data: offered = [] } = useQuery(offeredTokenConfigsQuery);
  const names = new Map([
    ...(stored ? [[stored[by], stored.name] as const] : []),
    ...offered.map((config) => [config[by], config.name] as const),
  ]);
  return (
    <NativeSelect
      data={[{ value: "", label: "–" }, ...Array.from(names, ([value, label]) => ({ value, label }))]}
      {...field}
    />
  );
}
