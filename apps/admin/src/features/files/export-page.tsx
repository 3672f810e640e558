import { exportTokenConfigsRoute } from "@grantry/schema";
import { Button, Checkbox, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { useState } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { type ChosenTokenConfig, ChosenTokenConfigs } from "./chosen-token-configs.tsx";
import { exportFileName, saveFile } from "./save-file.ts";

/** All configurations or chosen ones as a file; with secrets only for whoever enters the password again. */
export function ExportPage() {
  const { t } = useTranslation();
  usePageTitle(t("export.title"));
  const brought = useLocation({ select: ({ state }) => state.chosenTokenConfigs });
  const { handleSubmit, register, resetField, watch } = useForm({
    defaultValues: { all: brought === undefined, withSecrets: false, password: "" },
  });
  const [chosen, setChosen] = useState<readonly ChosenTokenConfig[]>(brought ?? []);
  const { all, withSecrets } = watch();
  const run = useMutation({
    mutationFn: async ({ all, withSecrets, password }: { all: boolean; withSecrets: boolean; password: string }) => {
      const secrets = withSecrets ? ({ secrets: "include", password } as const) : ({ secrets: "omit" } as const);
      const which = all ? {} : { tokenConfigs: chosen.map(({ id }) => id) };
      const { data, headers } = await api.call(exportTokenConfigsRoute, { body: { ...secrets, ...which } });
      saveFile(exportFileName(new Date()), data);
      return z.array(z.string()).parse(JSON.parse(decodeURIComponent(headers.get("grantry-warnings") ?? "[]")));
    },
    onSettled: () => resetField("password"),
  });
  return (
    <>
      <PageHead
        crumb={<Link to="/">{t("tokens.title")}</Link>}
        title={t("export.title")}
        summary={t("export.summary")}
      />
      <form className="panel stack" style={{ maxWidth: 560 }} onSubmit={handleSubmit((values) => run.mutate(values))}>
        <Checkbox label={t("export.all")} {...register("all")} />
        {!all && <ChosenTokenConfigs chosen={chosen} onChange={setChosen} />}
        <Checkbox
          label={t("export.withSecrets")}
          description={t("export.withSecretsHelp")}
          {...register("withSecrets")}
        />
        {withSecrets && (
          <PasswordInput
            label={t("export.password")}
            autoComplete="current-password"
            required
            {...register("password")}
          />
        )}
        <ProblemAlert error={run.error} />
        <div>
          <Button type="submit" loading={run.isPending} disabled={!all && chosen.length === 0}>
            {t("export.download")}
          </Button>
        </div>
        {run.data && (
          <div aria-live="polite">
            <p style={{ margin: 0 }}>{t("export.done")}</p>
            {run.data.map((warning) => (
              <p key={warning} className="note">
                {warning}
              </p>
            ))}
          </div>
        )}
      </form>
    </>
  );
}
