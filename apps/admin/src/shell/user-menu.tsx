import { routeAt } from "@grantry/client";
import { type Language, languages, type signOutRoute, type User } from "@grantry/schema";
import { useMantineColorScheme } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api } from "../api.ts";
import { chooseLanguage, currentLanguage, useTranslation } from "../i18n.ts";
import { ActionMenu, type MenuSection } from "../ui/action-menu.tsx";

const languageNames: Readonly<Record<Language, string>> = { en: "English", de: "Deutsch" };

const endSession = routeAt<typeof signOutRoute>("post", "/auth/sign-out");

/** Who is signed in; language and theme of this device; sign out. */
export function UserMenu({ user }: { user: User }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useMutation({
    mutationFn: () => api.call(endSession, {}),
    onSuccess: async () => {
      queryClient.clear();
      await navigate({ to: "/sign-in" });
    },
  });
  const initials = user.email.slice(0, 2).toUpperCase();
  const choose = async (language: Language) => {
    await chooseLanguage(language);
    await queryClient.invalidateQueries(); // labels and problems come in the reader's language
  };
  const sections: readonly MenuSection[] = [
    {
      title: t("language"),
      choices: languages.map((language) => ({
        label: languageNames[language],
        choose: () => void choose(language),
        isCurrent: language === currentLanguage(),
      })),
    },
    {
      title: t("theme.title"),
      choices: (["auto", "light", "dark"] as const).map((scheme) => ({
        label: t(`theme.${scheme}`),
        choose: () => setColorScheme(scheme),
        isCurrent: scheme === colorScheme,
      })),
    },
    { title: user.email, choices: [{ label: t("signOut"), choose: () => signOut.mutate() }] },
  ];
  return <ActionMenu label={`${initials}, ${t("userMenu")}`} icon={initials} look="framed" sections={sections} />;
}
