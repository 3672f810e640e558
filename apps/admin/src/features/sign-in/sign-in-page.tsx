import { type SignInInput, signInInput, signInRoute } from "@grantry/schema";
import { zodResolver } from "@hookform/resolvers/zod";
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { sayFieldError } from "../../ui/field-errors.ts";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";

const route = getRouteApi("/sign-in");

export function SignInPage() {
  const { t } = useTranslation();
  usePageTitle(t("signIn.title"));
  const { next } = route.useSearch();
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useForm<SignInInput>({ resolver: zodResolver(signInInput), defaultValues: { email: "", password: "" } });
  const signIn = useMutation({
    mutationFn: (body: SignInInput) => api.call(signInRoute, { body }),
    onSuccess: () => {
      queryClient.clear();
      router.history.push(next ?? "/");
    },
  });
  const { errors } = form.formState;
  return (
    <main className="centered">
      <form className="panel stack" noValidate onSubmit={form.handleSubmit((values) => signIn.mutate(values))}>
        <h1>{t("signIn.title")}</h1>
        <TextInput
          label={t("email")}
          type="email"
          autoComplete="username"
          error={sayFieldError(errors.email)}
          {...form.register("email")}
        />
        <PasswordInput
          label={t("password")}
          autoComplete="current-password"
          error={sayFieldError(errors.password)}
          {...form.register("password")}
        />
        <ProblemAlert error={signIn.error} />
        <Button type="submit" loading={signIn.isPending}>
          {t("signIn.submit")}
        </Button>
      </form>
    </main>
  );
}
