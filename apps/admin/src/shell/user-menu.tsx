import { type Language, languages, signOutRoute, type User } from "@grantry/schema";
import { ActionIcon, Menu, useMantineColorScheme } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../api.ts";
import { chooseLanguage, currentLanguage } from "../i18n.ts";

const languageNames: Readonly<Record<Language, string>> = { en: "English", de: "Deutsch" };

/** Who is signed in; language and theme of this device; sign out. */
export function UserMenu({ user }: { user: User }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useMutation({
    mutationFn: () => api.call(signOutRoute, {}),
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
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="default" radius="xl" size={32} aria-label={`${initials}, ${t("userMenu")}`}>
          {initials}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.email}</Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t("language")}</Menu.Label>
        {languages.map((language) => (
          <Menu.Item key={language} onClick={() => choose(language)} aria-current={language === currentLanguage()}>
            {languageNames[language]} {language === currentLanguage() ? "✓" : ""}
          </Menu.Item>
        ))}
        <Menu.Label>{t("theme.title")}</Menu.Label>
        {(["auto", "light", "dark"] as const).map((scheme) => (
          <Menu.Item key={scheme} onClick={() => setColorScheme(scheme)} aria-current={scheme === colorScheme}>
            {t(`theme.${scheme}`)} {scheme === colorScheme ? "✓" : ""}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => signOut.mutate()}>{t("signOut")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
