import { createFirstAdministratorRoute, type FirstAdministratorInput, firstAdministratorInput } from "@grantry/schema";
import { zodResolver } from "@hookform/resolvers/zod";
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { sayFieldError } from "../../ui/field-errors.ts";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";

export function FirstAdministratorPage() {
  const { t } = useTranslation();
  usePageTitle(t("firstAdministrator.title"));
  // The link's secret: out of the address bar at once, so that it stays in no history.
  const [secret] = useState(() => location.hash.slice(1));
  useEffect(() => history.replaceState(history.state, "", location.pathname), []);
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useForm<FirstAdministratorInput>({
    resolver: zodResolver(firstAdministratorInput),
    defaultValues: { secret, email: "", password: "" },
  });
  const create = useMutation({
    mutationFn: (body: FirstAdministratorInput) => api.call(createFirstAdministratorRoute, { body }),
    onSuccess: () => {
      queryClient.clear();
      router.history.push("/");
    },
  });
  const { errors } = form.formState;
  return (
    <main className="centered">
      <form className="panel stack" noValidate onSubmit={form.handleSubmit((values) => create.mutate(values))}>
        <h1>{t("firstAdministrator.title")}</h1>
        <p className="muted">{t("firstAdministrator.detail")}</p>
        <TextInput
          label={t("email")}
          type="email"
          autoComplete="username"
          error={sayFieldError(errors.email)}
          {...form.register("email")}
        />
        <PasswordInput
          label={t("password")}
          description={t("firstAdministrator.passwordRule")}
          autoComplete="new-password"
          error={sayFieldError(errors.password)}
          {...form.register("password")}
        />
        <ProblemAlert error={create.error} />
        <Button type="submit" loading={create.isPending}>
          {t("firstAdministrator.submit")}
        </Button>
      </form>
    </main>
  );
}
