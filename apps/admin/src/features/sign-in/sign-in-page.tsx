import { ApiProblem, routeAt } from "@grantry/client";
import type { SignInInput, signInRoute } from "@grantry/schema";
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import type { SubmitEvent } from "react";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";

const route = getRouteApi("/sign-in");
const startSession = routeAt<typeof signInRoute>("post", "/auth/sign-in/email");

/** Two fields that the server checks: the first screen loads no form library and no schemas. */
export function SignInPage() {
  const { t } = useTranslation();
  usePageTitle(t("signIn.title"));
  const { next } = route.useSearch();
  const router = useRouter();
  const queryClient = useQueryClient();
  const signIn = useMutation({
    mutationFn: (body: SignInInput) => api.call(startSession, { body }),
    onSuccess: () => {
      queryClient.clear();
      router.history.push(next ?? "/");
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    signIn.mutate({ email: String(entered.get("email")), password: String(entered.get("password")) });
  };
  const complaints = complaintsOf(signIn.error);
  return (
    <main className="centered">
      <form className="panel stack" noValidate onSubmit={submit}>
        <h1>{t("signIn.title")}</h1>
        <TextInput
          name="email"
          label={t("email")}
          type="email"
          autoComplete="username"
          error={complaints.get("/email")}
        />
        <PasswordInput
          name="password"
          label={t("password")}
          autoComplete="current-password"
          error={complaints.get("/password")}
        />
        {complaints.size === 0 && <ProblemAlert error={signIn.error} />}
        <Button type="submit" loading={signIn.isPending}>
          {t("signIn.submit")}
        </Button>
      </form>
    </main>
  );
}

/** What the server says of the fields, by their pointers. */
function complaintsOf(error: unknown): ReadonlyMap<string, string> {
  const errors = error instanceof ApiProblem ? (error.problem.errors ?? []) : [];
  return new Map(errors.map(({ message, pointer }) => [pointer, message]));
}
