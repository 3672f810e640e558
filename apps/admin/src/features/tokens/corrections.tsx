import { routeAt } from "@grantry/client";
import {
  type CorrectionView,
  type getDocumentRoute,
  type putDocumentRoute,
  type TokenConfig,
  withMemberAt,
} from "@grantry/schema";
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { tokenKeys } from "./queries.ts";

const path = "/token-configs/{id}/document";
const routes = {
  getDocument: routeAt<typeof getDocumentRoute>("get", path),
  putDocument: routeAt<typeof putDocumentRoute>("put", path),
};

interface CorrectionsProps {
  readonly tokenConfig: Pick<TokenConfig, "id" | "corrections">;
  /** Of the version that was read: a correction never goes over someone else's edit. */
  readonly etag: string | null;
}

/** Offers what is known to set a configuration right that an older template made: what changes and why, by one click. */
export function Corrections({ tokenConfig: { id, corrections }, etag }: CorrectionsProps) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const apply = useMutation({
    mutationFn: async ({ changes }: CorrectionView) => {
      const { data } = await api.call(routes.getDocument, { params: { id }, headers: { accept: "application/json" } });
      const document = data as Record<string, unknown>; // JSON was asked for
      await api.call(routes.putDocument, {
        params: { id },
        headers: { "if-match": etag ?? "" },
        body: changes.reduce((changed, { pointer, to }) => withMemberAt(changed, pointer, to ?? undefined), document),
      });
    },
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: tokenKeys.all }),
        queryClient.invalidateQueries({ queryKey: ["audit-events"] }), // beside it on the page
      ]),
  });
  if (corrections.length === 0) return null;
  return (
    <section className="panel stack" style={{ gap: 14, marginBottom: 18 }} aria-label={t("corrections.title")}>
      <div>
        <h2>{t("corrections.title")}</h2>
        <p className="note" style={{ margin: "2px 0 0" }}>
          {t("corrections.summary")}
        </p>
      </div>
      {corrections.map((correction) => (
        <div key={correction.id}>
          <strong>{correction.title}.</strong> {correction.why}
          <ul className="note" style={{ margin: "6px 0", paddingLeft: 18, overflowWrap: "anywhere" }}>
            {correction.changes.map(({ pointer, from, to }) => (
              <li key={pointer}>
                <code className="mono">{pointer}</code>:{" "}
                {to === null ? t("corrections.removed") : t("corrections.changed", { from: from ?? "–", to })}
              </li>
            ))}
          </ul>
          {correction.changes.length > 0 ? (
            <Button
              size="xs"
              variant="default"
              loading={apply.isPending && apply.variables.id === correction.id}
              onClick={() => apply.mutate(correction)}
            >
              {t("corrections.apply")}
            </Button>
          ) : (
            <Link to="/token-configs/$id/edit" params={{ id }}>
              {t("edit.short")}
            </Link>
          )}
        </div>
      ))}
      <ProblemAlert error={apply.error} />
    </section>
  );
}
